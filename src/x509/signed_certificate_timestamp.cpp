#include "x509/signed_certificate_timestamp.h"

#include <algorithm>

#include "der/reader.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::uint8_t kVersion1 = 0;
constexpr std::uint8_t kCertificateTimestamp = 0;  // SignatureType
constexpr std::uint64_t kX509Entry = 0;            // LogEntryType
constexpr std::uint64_t kPrecertEntry = 1;
constexpr std::uint8_t kLeafIndex = 0;  // ExtensionType of static-ct-api
constexpr std::size_t kLeafIndexOctets = 5;
constexpr std::size_t kMaxVector = 0xffff;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kSctMalformed, "problem", std::move(problem));
}

void put(Bytes& out, std::uint64_t value, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

/// opaque data<0..2^16-1> (RFC 5246 section 4.3).
void put_vector(Bytes& out, BytesView data) {
  put(out, data.size(), 2);
  append(out, data);
}

/// TLS presentation language, read from the front.
class TlsReader final {
 public:
  explicit TlsReader(BytesView rest) : rest_(rest) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  Result<BytesView> take(std::size_t count) {
    if (count > rest_.size()) {
      return malformed("it ends early");
    }
    const BytesView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  Result<std::uint64_t> number(std::size_t octets) {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : TRY(take(octets))) {
      value = value << 8 | octet;
    }
    return value;
  }
  Result<BytesView> vector() { return take(TRY(number(2))); }
  [[nodiscard]] Result<void> expect_end() const {
    return at_end() ? Result<void>() : malformed("bytes follow that do not belong to it");
  }

 private:
  BytesView rest_;
};

Result<Time> read_timestamp(TlsReader& in) {
  const std::uint64_t millis = TRY(in.number(8));
  if (millis >= std::uint64_t{1} << 63) {
    return malformed("a time beyond all calendars");
  }
  return from_millis(static_cast<std::int64_t>(millis));
}

std::uint64_t big_endian(BytesView octets) {
  std::uint64_t value = 0;
  for (const std::uint8_t octet : octets) {
    value = value << 8 | octet;
  }
  return value;
}

/// What both kinds of entries have in common (RFC 6962 section 3.2).
Bytes signed_data_of(const SignedCertificateTimestamp& sct, std::uint64_t entry_type,
                     BytesView entry) {
  Bytes out;
  out.reserve(16 + entry.size() + sct.extensions.size());
  put(out, kVersion1, 1);
  put(out, kCertificateTimestamp, 1);
  put(out, static_cast<std::uint64_t>(to_millis(sct.timestamp)), 8);
  put(out, entry_type, 2);
  append(out, entry);
  put_vector(out, sct.extensions);
  return out;
}

}  // namespace

Bytes SignedCertificateTimestamp::encode() const {
  Bytes out;
  out.reserve(47 + extensions.size() + signature.size());
  put(out, kVersion1, 1);
  append(out, log_id);
  put(out, static_cast<std::uint64_t>(to_millis(timestamp)), 8);
  put_vector(out, extensions);
  put(out, hash, 1);
  put(out, signature_algorithm, 1);
  put_vector(out, signature);
  return out;
}

Result<SignedCertificateTimestamp> SignedCertificateTimestamp::parse(BytesView serialized) {
  TlsReader in(serialized);
  SignedCertificateTimestamp sct;
  if (TRY(in.number(1)) != kVersion1) {
    return malformed("a version other than v1");
  }
  std::ranges::copy(TRY(in.take(sct.log_id.size())), sct.log_id.begin());
  sct.timestamp = TRY(read_timestamp(in));
  sct.extensions = to_bytes(TRY(in.vector()));
  sct.hash = static_cast<std::uint8_t>(TRY(in.number(1)));
  sct.signature_algorithm = static_cast<std::uint8_t>(TRY(in.number(1)));
  sct.signature = to_bytes(TRY(in.vector()));
  TRY(in.expect_end());
  return sct;
}

// struct { ExtensionType extension_type; opaque extension_data<0..2^16-1>; } Extension;
Result<std::optional<std::uint64_t>> SignedCertificateTimestamp::leaf_index() const {
  std::optional<std::uint64_t> found;
  for (TlsReader in(extensions); !in.at_end();) {
    const std::uint64_t type = TRY(in.number(1));
    const BytesView data = TRY(in.vector());
    if (type != kLeafIndex) {
      continue;
    }
    if (found || data.size() != kLeafIndexOctets) {
      return malformed("leaf_index twice, or not of 40 bits");
    }
    found = big_endian(data);
  }
  return found;
}

// SerializedSCT sct_list <1..2^16-1>, each opaque <1..2^16-1>, inside of an OCTET STRING.
Result<Extension> sct_list_extension(std::span<const SignedCertificateTimestamp> list) {
  Bytes scts;
  for (const auto& sct : list) {
    put_vector(scts, sct.encode());
  }
  if (list.empty() || list.size() > kMaxScts || scts.size() > kMaxVector) {
    return malformed("no SCT at all, or more than fit");
  }
  Bytes content;
  put_vector(content, scts);
  der::Writer w;
  w.octet_string(BytesView(content));
  return Extension{kSctList, false, w.take()};
}

Result<SctList> parse_sct_list(BytesView value) {
  der::Reader outer(value);
  TlsReader content(TRY(outer.octet_string()));
  TRY(outer.expect_end());
  TlsReader in(TRY(content.vector()));
  TRY(content.expect_end());
  SctList list;
  while (!in.at_end()) {
    if (list.size() == kMaxScts) {
      return malformed("more SCTs than are read here");
    }
    list.push_back(TRY(SignedCertificateTimestamp::parse(TRY(in.vector()))));
  }
  if (list.empty()) {
    return malformed("an empty list");
  }
  return list;
}

Bytes sct_signed_data(const SignedCertificateTimestamp& sct,
                      const crypto::Sha256Digest& issuer_key_hash, BytesView logged_tbs_der) {
  Bytes entry = to_bytes(issuer_key_hash);
  put(entry, logged_tbs_der.size(), 3);
  append(entry, logged_tbs_der);
  return signed_data_of(sct, kPrecertEntry, entry);
}

Bytes sct_signed_data(const SignedCertificateTimestamp& sct, BytesView certificate_der) {
  Bytes entry;
  entry.reserve(3 + certificate_der.size());
  put(entry, certificate_der.size(), 3);
  append(entry, certificate_der);
  return signed_data_of(sct, kX509Entry, entry);
}

}  // namespace chancery::x509
