#include "keys/master_key.h"

#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "base/encoding.h"
#include "crypto/derive.h"
#include "keys/durable_file.h"
#include "keys/errors.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kSaltSize = 16;
constexpr std::string_view kSaltVersion = "chancery scrypt 1";

struct Derivation {
  crypto::ScryptCost cost;
  Bytes salt;
};

std::string write_derivation(const Derivation& d) {
  return fmt::format("{} {} {} {} {}\n", kSaltVersion, d.cost.n, d.cost.r, d.cost.p,
                     to_base64(d.salt));
}

template <class Number>
std::optional<Number> take_number(std::string_view& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data() + text.size() || *end != ' ') {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return number;
}

Result<Derivation> parse_derivation(std::string_view text) {
  if (!text.starts_with(kSaltVersion) || text.size() == kSaltVersion.size()) {
    return fail(kMasterKeyMalformed);
  }
  text.remove_prefix(kSaltVersion.size() + 1);
  const auto n = take_number<std::uint64_t>(text);
  const auto r = take_number<std::uint32_t>(text);
  const auto p = take_number<std::uint32_t>(text);
  auto salt = from_base64(text);
  if (!n || !r || !p || !salt || salt->size() < kSaltSize) {
    return fail(kMasterKeyMalformed);
  }
  return Derivation{{*n, *r, *p}, std::move(*salt)};
}

Result<Derivation> load_or_make_derivation(const std::filesystem::path& file, Random& random) {
  const auto text = read_whole_file(file, Guard::none);
  if (text) {
    return parse_derivation(text->reveal_text());
  }
  if (!text.error().is(kKeyNotFound)) {
    return std::unexpected(text.error());
  }
  Derivation fresh{{}, random.bytes(kSaltSize)};
  TRY(write_new_file(file, as_bytes(write_derivation(fresh)), random));
  return fresh;
}

}  // namespace

Result<void> create_master_key_file(const std::filesystem::path& file, Random& random) {
  const crypto::SealingKey key = crypto::SealingKey::generate(random);
  const Secret line(to_bytes(to_base64(key.secret().reveal()) + "\n"));
  return write_new_file(file, line.reveal(), random);
}

Result<crypto::SealingKey> read_master_key_file(const std::filesystem::path& file) {
  const Secret text = TRY(read_whole_file(file, Guard::private_file));
  auto bytes = from_base64(text.reveal_text());
  if (!bytes) {
    return fail(kMasterKeyMalformed);
  }
  auto key = crypto::SealingKey::from(Secret(std::move(*bytes)));
  if (!key) {
    return fail(kMasterKeyMalformed);
  }
  return key;
}

Result<crypto::SealingKey> master_key_from_passphrase(const Secret& passphrase,
                                                      const std::filesystem::path& salt_file,
                                                      Random& random) {
  const Derivation derivation = TRY(load_or_make_derivation(salt_file, random));
  auto key = crypto::scrypt(passphrase.reveal(), derivation.salt, derivation.cost,
                            crypto::SealingKey::kSize);
  if (!key) {
    return fail(kMasterKeyMalformed);
  }
  return crypto::SealingKey::from(std::move(*key));
}

}  // namespace chancery::keys
