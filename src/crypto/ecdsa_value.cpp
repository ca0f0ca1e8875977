#include "crypto/ecdsa_value.h"

#include "crypto/errors.h"
#include "der/reader.h"
#include "der/writer.h"

namespace chancery::crypto {
namespace {

struct Value {
  BytesView r;
  BytesView s;
};

// Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
Result<Value> parse(BytesView der) {
  Value out;
  der::Reader whole(der);
  der::Reader value = TRY(whole.sequence());
  out.r = TRY(value.unsigned_integer());
  out.s = TRY(value.unsigned_integer());
  TRY(value.expect_end());
  TRY(whole.expect_end());
  return out;
}

void append_padded(Bytes& to, BytesView magnitude, std::size_t size) {
  to.insert(to.end(), size - magnitude.size(), 0);
  append(to, magnitude);
}

}  // namespace

Result<Bytes> ecdsa_raw_to_der(Curve curve, BytesView raw) {
  const std::size_t size = field_size(curve);
  if (raw.size() != 2 * size) {
    return fail(kSignatureInvalid, "length", std::to_string(raw.size()));
  }
  der::Writer w(raw.size() + 16);
  w.sequence([&] {                        // Ecdsa-Sig-Value ::= SEQUENCE {
    w.unsigned_integer(raw.first(size));  //   r  INTEGER,
    w.unsigned_integer(raw.last(size));   //   s  INTEGER }
  });
  return w.take();
}

Result<Bytes> ecdsa_der_to_raw(Curve curve, BytesView der) {
  const std::size_t size = field_size(curve);
  const auto value = parse(der);
  if (!value || value->r.size() > size || value->s.size() > size) {
    return fail(kSignatureInvalid);
  }
  Bytes raw;
  raw.reserve(2 * size);
  append_padded(raw, value->r, size);
  append_padded(raw, value->s, size);
  return raw;
}

}  // namespace chancery::crypto
