# The bot alone: one static binary with its zone data inside, the authorities it
# trusts, nobody's shell. It needs a Redis; compose.yaml has one.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=development
ARG COMMIT=unknown
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false \
	-ldflags "-s -w -buildid= -X main.version=$VERSION -X main.commit=$COMMIT" -o /out/bot ./cmd/bot \
	&& mkdir -p /out/etc/ssl/certs && cp /etc/ssl/certs/ca-certificates.crt /out/etc/ssl/certs/

FROM scratch
COPY --from=build /out/ /
USER 65532:65532
ENV HTTP_ADDR=0.0.0.0:8090
EXPOSE 8090
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["/bot", "health"]
ENTRYPOINT ["/bot"]
