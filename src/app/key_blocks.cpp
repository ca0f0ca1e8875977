// The verbs of keys that were reported as compromised.
#include "ca/key_blocks.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/files.h"
#include "app/opening.h"
#include "base/encoding.h"
#include "ca/errors.h"

namespace chancery::app {
namespace {

constexpr std::size_t kHashDigits = 64;

Result<model::Digest> hash_of(const std::string& key) {
  const bool is_hash = key.size() == kHashDigits && from_hex(key).has_value();
  return is_hash ? ca::key_hash_of(as_bytes(key)) : ca::key_hash_of(as_bytes(TRY(read_file(key))));
}

boost::json::object key_json(const store::CompromisedKey& key) {
  boost::json::object members{{"key_hash", to_hex(key.spki_hash)},
                              {"reported_at", to_rfc3339(key.reported_at)},
                              {"note", key.note}};
  if (!key.certificate.empty()) {
    members["certificate_id"] = to_text(key.certificate);
  }
  return members;
}

std::string key_line(const store::CompromisedKey& key) {
  return fmt::format("{}  {}  {}", to_hex(key.spki_hash), to_rfc3339(key.reported_at), key.note);
}

}  // namespace

Result<void> block_key(const Common& common, const BlockKey& order) {
  auto installation = TRY(CommandInstallation::open(common));
  ca::KeyBlocks blocks(*installation->database, installation->audit, installation->clock);
  const model::Digest hash = TRY(hash_of(order.key));
  const auto blocked =
      TRY(blocks.block({.spki_hash = hash, .note = order.note, .actor = command_actor()}));
  auto members = key_json(blocked.key);
  std::string text = "blocked for ever: " + key_line(blocked.key);
  boost::json::array certificates;
  for (const auto id : blocked.certificates) {
    certificates.emplace_back(to_text(id));
    text += "\nrevoke within 24 hours: " + to_text(id);
  }
  members["certificates"] = std::move(certificates);
  common.output().print(members, text);
  return {};
}

Result<void> list_blocked_keys(const Common& common, const ListKeys& order) {
  auto installation = TRY(CommandInstallation::open(common));
  ca::KeyBlocks blocks(*installation->database, installation->audit, installation->clock);
  model::Digest after{};
  if (!order.after.empty()) {
    after = TRY(ca::key_hash_of(as_bytes(order.after)));
  }
  boost::json::array items;
  std::string text;
  for (const auto& key : TRY(blocks.list(after, order.limit))) {
    items.push_back(key_json(key));
    text += (text.empty() ? "" : "\n") + key_line(key);
  }
  common.output().print({{"items", items}}, text);
  return {};
}

}  // namespace chancery::app
