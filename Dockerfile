FROM golang:1.26-bookworm AS construction
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# As in the Makefile. timetzdata: the last image has no time zones, and dates are French ones.
ENV CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false -tags=timetzdata"
RUN go build -ldflags="-s -w" -o /racine/parcours ./cmd/parcours \
 && mkdir -p /racine/etc/ssl/certs \
 && cp /etc/ssl/certs/ca-certificates.crt /racine/etc/ssl/certs/ \
 && cp LICENSE THIRD-PARTY-NOTICES /racine/ \
 && mkdir -m 1777 /racine/tmp

# Nothing but the program, its licences, the certificates of the servers that it calls, and a /tmp for uploads: no shell, no packages
# to keep up to date. PostgreSQL runs elsewhere, at DATABASE_URL.
FROM scratch
COPY --from=construction /racine/ /
USER 65532:65532
ENV PARCOURS_ADDR=:8080 HOME=/tmp
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=3 CMD ["/parcours", "sante"]
ENTRYPOINT ["/parcours"]
CMD ["serve"]
