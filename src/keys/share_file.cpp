#include "keys/share_file.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/derive.h"
#include "crypto/sealing.h"
#include "keys/errors.h"
#include "keys/key_ref.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kMaxFile = 4096;
constexpr std::size_t kSaltSize = 16;
constexpr std::string_view kSaltLine = "\nsalt: ";
constexpr std::string_view kSealedLine = "\nsealed: ";

std::string first_lines(std::string_view holder) {
  return fmt::format("chancery share 1\nholder: {}\nset: ", holder);
}

Result<crypto::SealingKey> key_of(const Secret& passphrase, BytesView salt) {
  return crypto::SealingKey::from(
      TRY(crypto::scrypt(passphrase.reveal(), salt, {}, crypto::SealingKey::kSize)));
}

/// What stands between a line's beginning and its end; empty when there is no such line.
std::string_view value_after(std::string_view text, std::string_view line) {
  const std::size_t at = text.find(line);
  if (at == std::string_view::npos) {
    return {};
  }
  text.remove_prefix(at + line.size());
  return text.substr(0, text.find('\n'));
}

}  // namespace

Result<std::string> write_share_file(const KeyShare& share, std::string_view holder,
                                     const Secret& passphrase, Random& random) {
  TRY(check_label(holder));
  const Bytes salt = random.bytes(kSaltSize);
  const std::string head =
      fmt::format("{}{}\nthreshold: {}{}{}", first_lines(holder), to_hex(share.set_id()),
                  share.threshold(), kSaltLine, to_base64(salt));
  const auto key = TRY(key_of(passphrase, salt));
  const Secret octets = share.encode();
  return head + std::string(kSealedLine) +
         to_base64(key.seal(octets.reveal(), as_bytes(head), random)) + "\n";
}

Result<KeyShare> read_share_file(std::string_view text, std::string_view holder,
                                 const Secret& passphrase) {
  const std::size_t end = text.find(kSealedLine);
  if (text.size() > kMaxFile || end == std::string_view::npos ||
      !text.starts_with("chancery share 1\n")) {
    return fail(kShareMalformed);
  }
  const auto salt = from_base64(value_after(text, kSaltLine));
  const auto sealed = from_base64(value_after(text, kSealedLine));
  if (!salt || salt->size() != kSaltSize || !sealed) {
    return fail(kShareMalformed);
  }
  const auto key = TRY(key_of(passphrase, *salt));
  const auto octets = key.open(*sealed, as_bytes(text.substr(0, end)));
  if (!octets || !text.starts_with(first_lines(holder))) {
    return fail(kShareSealed, "holder", std::string(holder));
  }
  return KeyShare::parse(octets->reveal());
}

}  // namespace chancery::keys
