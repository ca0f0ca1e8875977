#include "x509/algorithm_identifier.h"

#include <algorithm>
#include <array>

#include "der/reader.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

using crypto::HashAlgorithm;
using crypto::SignatureAlgorithm;

consteval std::uint8_t nibble(char c) {
  return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

template <std::size_t N>
consteval std::array<std::uint8_t, N / 2> octets(const char (&hex)[N]) {
  std::array<std::uint8_t, N / 2> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
  }
  return out;
}

// BR 7.1.3.2.1: sha256WithRSAEncryption and its sisters, with an explicit NULL.
constexpr auto kRsaSha256 = octets("300d06092a864886f70d01010b0500");
constexpr auto kRsaSha384 = octets("300d06092a864886f70d01010c0500");
constexpr auto kRsaSha512 = octets("300d06092a864886f70d01010d0500");
// RFC 4055 section 5: the same without parameters, for reading only.
constexpr auto kRsaSha256Bare = octets("300b06092a864886f70d01010b");
constexpr auto kRsaSha384Bare = octets("300b06092a864886f70d01010c");
constexpr auto kRsaSha512Bare = octets("300b06092a864886f70d01010d");
// BR 7.1.3.2.1: id-RSASSA-PSS, MGF1 of the same hash, salt of 32, 48 and 64 octets.
constexpr auto kPssSha256 = octets(
    "304106092a864886f70d01010a3034"
    "a00f300d06096086480165030402010500"
    "a11c301a06092a864886f70d010108300d06096086480165030402010500"
    "a203020120");
constexpr auto kPssSha384 = octets(
    "304106092a864886f70d01010a3034"
    "a00f300d06096086480165030402020500"
    "a11c301a06092a864886f70d010108300d06096086480165030402020500"
    "a203020130");
constexpr auto kPssSha512 = octets(
    "304106092a864886f70d01010a3034"
    "a00f300d06096086480165030402030500"
    "a11c301a06092a864886f70d010108300d06096086480165030402030500"
    "a203020140");
// BR 7.1.3.2.2.
constexpr auto kEcdsaSha256 = octets("300a06082a8648ce3d040302");
constexpr auto kEcdsaSha384 = octets("300a06082a8648ce3d040303");
constexpr auto kEcdsaSha512 = octets("300a06082a8648ce3d040304");
// RFC 8410 section 3.
constexpr auto kEd25519 = octets("300506032b6570");

// FIPS 180-4 hashes: RFC 3279 section 2.1, RFC 5754 section 2; with NULL, and bare for reading.
constexpr auto kSha1 = octets("300906052b0e03021a0500");
constexpr auto kSha256 = octets("300d06096086480165030402010500");
constexpr auto kSha384 = octets("300d06096086480165030402020500");
constexpr auto kSha512 = octets("300d06096086480165030402030500");
constexpr auto kSha1Bare = octets("300706052b0e03021a");
constexpr auto kSha256Bare = octets("300b0609608648016503040201");
constexpr auto kSha384Bare = octets("300b0609608648016503040202");
constexpr auto kSha512Bare = octets("300b0609608648016503040203");

template <class Algorithm>
struct Row {
  Algorithm algorithm;
  BytesView der;
};

// The first row of an algorithm is the one that is written.
constexpr Row<SignatureAlgorithm> kSignatureRows[] = {
    {SignatureAlgorithm::ecdsa_sha256, kEcdsaSha256},
    {SignatureAlgorithm::rsa_sha256, kRsaSha256},
    {SignatureAlgorithm::ecdsa_sha384, kEcdsaSha384},
    {SignatureAlgorithm::ecdsa_sha512, kEcdsaSha512},
    {SignatureAlgorithm::rsa_sha384, kRsaSha384},
    {SignatureAlgorithm::rsa_sha512, kRsaSha512},
    {SignatureAlgorithm::rsa_pss_sha256, kPssSha256},
    {SignatureAlgorithm::rsa_pss_sha384, kPssSha384},
    {SignatureAlgorithm::rsa_pss_sha512, kPssSha512},
    {SignatureAlgorithm::ed25519, kEd25519},
    {SignatureAlgorithm::rsa_sha256, kRsaSha256Bare},
    {SignatureAlgorithm::rsa_sha384, kRsaSha384Bare},
    {SignatureAlgorithm::rsa_sha512, kRsaSha512Bare},
};

constexpr Row<HashAlgorithm> kHashRows[] = {
    {HashAlgorithm::sha1, kSha1},         {HashAlgorithm::sha256, kSha256},
    {HashAlgorithm::sha384, kSha384},     {HashAlgorithm::sha512, kSha512},
    {HashAlgorithm::sha1, kSha1Bare},     {HashAlgorithm::sha256, kSha256Bare},
    {HashAlgorithm::sha384, kSha384Bare}, {HashAlgorithm::sha512, kSha512Bare},
};

template <class Algorithm, std::size_t N>
Result<Algorithm> look_up(const Row<Algorithm> (&rows)[N], BytesView der) {
  for (const auto& row : rows) {
    if (std::ranges::equal(row.der, der)) {
      return row.algorithm;
    }
  }
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  return fail(kAlgorithmUnsupported, "oid", TRY(in.oid()).to_dotted());
}

}  // namespace

BytesView algorithm_identifier(SignatureAlgorithm algorithm) {
  return std::ranges::find(kSignatureRows, algorithm, &Row<SignatureAlgorithm>::algorithm)->der;
}

Result<SignatureAlgorithm> parse_algorithm_identifier(BytesView der) {
  return look_up(kSignatureRows, der);
}

BytesView hash_identifier(HashAlgorithm algorithm) {
  return std::ranges::find(kHashRows, algorithm, &Row<HashAlgorithm>::algorithm)->der;
}

Result<HashAlgorithm> parse_hash_identifier(BytesView der) {
  return look_up(kHashRows, der);
}

}  // namespace chancery::x509
