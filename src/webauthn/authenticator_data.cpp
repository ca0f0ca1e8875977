#include "webauthn/authenticator_data.h"

#include <algorithm>

#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

constexpr std::size_t kFixedSize = 32 + 1 + 4;
constexpr std::size_t kAaguidSize = 16;
constexpr std::size_t kMaxCredentialId = 1023;  // section 7.1, step 25

constexpr std::uint8_t kUserPresent = 0x01;
constexpr std::uint8_t kUserVerified = 0x04;
constexpr std::uint8_t kHasCredential = 0x40;
constexpr std::uint8_t kHasExtensions = 0x80;

Result<AttestedCredential> read_credential(BytesView& left) {
  if (left.size() < kAaguidSize + 2) {
    return fail(kCredentialMalformed, "reason", "authenticator data ends too early");
  }
  const std::size_t size = left[kAaguidSize] * 256U + left[kAaguidSize + 1];
  left = left.subspan(kAaguidSize + 2);
  if (size == 0 || size > kMaxCredentialId || size > left.size()) {
    return fail(kCredentialMalformed, "reason", "the credential id has a wrong length");
  }
  Bytes id = to_bytes(left.first(size));
  CborReader reader(left.subspan(size));
  auto key = TRY(read_cose_key(reader));
  left = reader.left();
  return AttestedCredential{std::move(id), std::move(key)};
}

}  // namespace

Result<AuthenticatorData> parse_authenticator_data(BytesView bytes) {
  if (bytes.size() < kFixedSize) {
    return fail(kCredentialMalformed, "reason", "authenticator data ends too early");
  }
  AuthenticatorData data;
  std::copy_n(bytes.begin(), data.rp_id_hash.size(), data.rp_id_hash.begin());
  const std::uint8_t flags = bytes[32];
  data.user_present = (flags & kUserPresent) != 0;
  data.user_verified = (flags & kUserVerified) != 0;
  for (const std::uint8_t octet : bytes.subspan(33, 4)) {
    data.sign_count = data.sign_count << 8U | octet;
  }
  BytesView left = bytes.subspan(kFixedSize);
  if ((flags & kHasCredential) != 0) {
    data.credential = TRY(read_credential(left));
  }
  CborReader rest(left);
  if ((flags & kHasExtensions) != 0) {
    TRY(rest.skip());
  }
  TRY(rest.end());
  return data;
}

}  // namespace chancery::webauthn
