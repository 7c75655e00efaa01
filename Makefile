# The daily commands. Each is one line that can as well be typed.
.PHONY: demo build check short test golden bench peers fuzz scores

demo: ## the workbench with invented articles
	go run ./cmd/sayso demo

build: ## the program, as ./sayso
	go build -o sayso ./cmd/sayso

check: ## everything that CI checks
	.ci/check

short: ## the same without browser, race detector and long tests
	.ci/check --short

test: ## the tests alone
	go test ./...

golden: ## rewrite the golden files of the reader and the output; look at the diff
	go test ./internal/read/... ./internal/out/terminal ./cmd/sayso -update

bench: ## words a second and allocations of the whole reader
	go test -run '^$$' -bench . -benchmem ./reader

peers: ## the reader beside prose v2 and wink-nlp, in one run (needs Node.js for the latter)
	cd bench && (npm ci --silent || true) && go run .

fuzz: ## each fuzz target for 30 seconds
	.ci/fuzz 30s

scores: ## the scorers, where ../shared lies beside the checkout
	go build -o /tmp/sayso-scored ./cmd/sayso && ../shared/score/all.sh /tmp/sayso-scored
