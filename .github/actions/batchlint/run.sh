# Runs `batchlint check` for the action: everything comes in by BATCHLINT_… from action.yml, nothing is pasted into a script.
set -eu

if [ -z "$BATCHLINT_PROGRAM" ]; then
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) asset=batchlint-linux-x86_64 ;;
    Linux-aarch64) asset=batchlint-linux-aarch64 ;;
    *) echo "::error::there is no release of batchlint for $(uname -s) $(uname -m): name a program"; exit 2 ;;
  esac
  folder=$(mktemp -d)
  curl --fail --silent --show-error --location --output "$folder/$asset" "$BATCHLINT_RELEASE/$asset"
  curl --fail --silent --show-error --location --output "$folder/SHA256SUMS" "$BATCHLINT_RELEASE/SHA256SUMS"
  (cd "$folder" && grep " $asset\$" SHA256SUMS | sha256sum --check --strict --quiet -)
  chmod +x "$folder/$asset"
  BATCHLINT_PROGRAM="$folder/$asset"
fi

options=(--format "$BATCHLINT_FORMAT")
while IFS= read -r option; do
  if [ -n "$option" ]; then options+=("$option"); fi
done <<< "$BATCHLINT_ARGUMENTS"
if [ -n "$BATCHLINT_SINCE" ]; then options+=("--since=$BATCHLINT_SINCE"); fi
paths=()
while IFS= read -r path; do
  if [ -n "$path" ]; then paths+=("$path"); fi
done <<< "$BATCHLINT_PATHS"

# The text's own annotations and the matcher's would say everything twice.
if [ "$BATCHLINT_FORMAT" = concise ]; then
  echo "::add-matcher::$BATCHLINT_MATCHER"
fi
exec "$BATCHLINT_PROGRAM" check "${options[@]}" -- "${paths[@]}"
