# Two commands do everything on a fresh Debian machine with Swift: `make run` and `make test`.
SHELL := /bin/bash
DEVELOPMENT_PACKAGES := make pkg-config libmicrohttpd-dev libsqlite3-dev libcurl4-openssl-dev libmagic-dev libctemplate-dev libgexiv2-dev \
	libvips-dev libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libssl-dev libdeflate-dev libutf8proc-dev \
	libimage-exiftool-perl
TEST_PACKAGES := chromium chromium-driver python3 python3-selenium sqlite3 strace attr acl file curl libvips-tools
SWIFT_FLAGS := --explicit-target-dependency-import-check error
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: setup setup-test build run test test-long bench lint format

setup:
	@missing=$$(for p in $(DEVELOPMENT_PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	[ -z "$$missing" ] || { $(SUDO) apt-get update && \
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y --no-install-recommends $$missing; }
