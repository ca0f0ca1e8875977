#include "keys/key_file.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "keys/errors.h"
#include "keys/key_ref.h"

namespace chancery::keys {
namespace {

constexpr std::string_view kSealedLine = "sealed: ";
constexpr std::string_view kFirstLines = "chancery key 1\nlabel: ";

std::string head_of(std::string_view label, const crypto::PublicKey& key) {
  return fmt::format("{}{}\npublic: {}\n", kFirstLines, label, to_base64(key.spki_der()));
}

}  // namespace

Result<std::string> write_key_file(std::string_view label, const crypto::PrivateKey& key,
                                   const crypto::SealingKey& master, Random& random) {
  const std::string head = head_of(label, key.public_key());
  const Secret pkcs8 = TRY(key.to_pkcs8());
  const Bytes sealed = master.seal(pkcs8.reveal(), as_bytes(head), random);
  return head + std::string(kSealedLine) + to_base64(sealed) + "\n";
}

Result<crypto::PrivateKey> read_key_file(std::string_view label, std::string_view text,
                                         const crypto::SealingKey& master) {
  const std::size_t at = text.find(kSealedLine);
  if (at == std::string_view::npos || !text.ends_with('\n')) {
    return fail(kKeyDamaged);
  }
  const std::string_view head = text.substr(0, at);
  const auto sealed = from_base64(text.substr(at + kSealedLine.size()));
  const auto pkcs8 =
      sealed ? master.open(*sealed, as_bytes(head)) : Result<Secret>(fail(kKeyDamaged));
  if (!pkcs8) {
    return fail(kKeyDamaged);
  }
  auto key = crypto::PrivateKey::from_pkcs8(pkcs8->reveal());
  if (!key || head != head_of(label, key->public_key())) {
    return fail(kKeyDamaged);
  }
  return key;
}

Result<std::string_view> label_of_key_file(std::string_view text) {
  if (!text.starts_with(kFirstLines)) {
    return fail(kKeyDamaged);
  }
  text.remove_prefix(kFirstLines.size());
  const std::string_view label = text.substr(0, text.find('\n'));
  if (!check_label(label)) {
    return fail(kKeyDamaged);
  }
  return label;
}

}  // namespace chancery::keys
