// No code: the newer Go toolchain that an older go command fetches as a module (tools/go/find.sh),
// and in go.sum what it has to hash to.
module chancery/go-toolchain

go 1.19
