// Package archi holds the plan of the house as tests: who may import whom, who
// may ask the time or the environment, how long a file may grow, how files and
// types are called, in which order a package is read. It holds no code that runs.
package archi
