# Two commands do everything on a fresh Debian machine with Swift: `make run` and `make test`.
SHELL := /bin/bash
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD := swift build --explicit-target-dependency-import-check error
CONFIGURATION ?= release
ARGUMENTS ?=

PACKAGES := make gcc pkg-config libmicrohttpd-dev libsqlite3-dev libcurl4-openssl-dev libmagic-dev libctemplate-dev \
	libexiv2-dev libvips-dev liblcms2-dev libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libssl-dev libdeflate-dev \
	libimage-exiftool-perl
TEST_PACKAGES := chromium ffmpeg chromium-driver python3 python3-selenium sqlite3 strace attr acl file curl libvips-tools

# Installs those of the packages that are missing, and nothing when none is.
define install
	missing=$$(for package in $(1); do dpkg -s $$package 2>/dev/null | grep -q '^Status: .* installed' || \
		echo $$package; done); \
	[ -z "$$missing" ] || { $(SUDO) apt-get update -q && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qy --no-install-recommends $$missing; }
endef

.PHONY: help setup setup-test build run test test-fast test-long bench readme-screenshot lint format clean

help:
	@echo 'make run        install what is missing, build, serve (ARGUMENTS="--port 8080")'
	@echo 'make test       install what is missing, lint, build, all tests'
	@echo 'make test-fast  build, tests of the modules, without programs and browsers'
	@echo 'make test-long  the long fault and load suites'
	@echo 'make bench      the benchmarks, as ratios'
	@echo 'make lint       format and house rules; make format mends the format'

setup:
	@$(call install,$(PACKAGES))

setup-test: setup
	@$(call install,$(TEST_PACKAGES))

build: setup
	$(BUILD) -c $(CONFIGURATION)

run: build
	.build/$(CONFIGURATION)/photostead serve --assets . $(ARGUMENTS)

test: setup-test lint
	$(BUILD) --build-tests
	swift test --skip-build

test-fast: setup-test
	$(BUILD) --build-tests
	swift test --skip-build --skip '^(ProgramTests|BrowserTests)\.'

test-long: setup-test
	$(BUILD) --build-tests
	PHOTOSTEAD_LONG=1 swift test --skip-build

bench: setup-test build
	Tests/Benchmarks/run

# The README's picture, of photos that are invented.
readme-screenshot: setup-test
	$(BUILD)
	Tests/Scripts/readme-screenshot

lint:
	swift format lint --strict --recursive Sources Tests Package.swift
	Tests/Scripts/check-file-calls
	Tests/Scripts/check-house
	Tests/Scripts/check-circles

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build
