#include "config/own_profile.h"

#include <algorithm>
#include <fmt/format.h>

#include "config/binding.h"
#include "config/errors.h"
#include "config/nearest.h"

namespace chancery::config {
namespace {

constexpr std::string_view kPrefix = "profiles.";
constexpr std::size_t kLongestName = 64;

// One key of the table.
struct Key {
  std::string name;
  std::string form;
  std::string description;
  std::function<bool(const Value&, OwnProfile&)> read;
  std::function<std::string(const OwnProfile&)> show;  ///< "" when it is not set
};

template <class T>
Key key(std::string name, T OwnProfile::*member, const Form<T>& form, std::string description) {
  return {std::move(name), form.words, std::move(description),
          [=, read = form.read](const Value& value, OwnProfile& profile) {
            auto parsed = read(value);
            const bool is_read = parsed.has_value();
            if (is_read) {
              profile.*member = *std::move(parsed);
            }
            return is_read;
          },
          [=, show = form.show](const OwnProfile& profile) {
            return profile.*member == T() ? std::string() : show(profile.*member);
          }};
}

const std::vector<Key>& keys() {
  static const std::vector<Key> table = {
      key("base", &OwnProfile::base, text_form("\"PROFILE\""),
          "The built-in profile for subscribers that it stands on: its table and its law."),
      key("title", &OwnProfile::title, text_form("\"TEXT\""), "For people; \"\" means the base's."),
      key("default_days", &OwnProfile::default_days, number_form(0, kMostDays),
          "As in profiles.tls-dv; 0 means the base's."),
      key("max_days", &OwnProfile::max_days, number_form(0, kMostDays),
          "As in profiles.tls-dv; 0 means the base's."),
      key("max_names", &OwnProfile::max_names, number_form(0, kMostNames),
          "As in profiles.tls-dv; 0 means the base's."),
      key("common_name", &OwnProfile::common_name, flag_form(),
          "As in profiles.tls-dv; bases for TLS only."),
      key("cps_subject", &OwnProfile::cps_subject, flag_form(),
          "As in profiles.tls-dv; bases for TLS only."),
      key("ip_addresses", &OwnProfile::ip_addresses, flag_form(),
          "As in profiles.tls-dv; bases for TLS only, and not EV."),
      key("policies", &OwnProfile::policies, texts_form("[\"OID\", ...]"),
          "Policy identifiers of your own behind the reserved one; the CPS says what they mean."),
      key("keys", &OwnProfile::keys, texts_form("[\"p256\", \"rsa3072\", ...]"),
          "The only kinds of keys that it takes; [] means all that the law allows."),
      key("single_use_keys", &OwnProfile::single_use_keys, flag_form(),
          "Whether a key is refused that a certificate issued here holds already."),
  };
  return table;
}

struct Parts {
  std::string_view profile;
  std::string_view key;
};

std::optional<Parts> parts_of(std::string_view key) {
  if (!key.starts_with(kPrefix)) {
    return std::nullopt;
  }
  key.remove_prefix(kPrefix.size());
  const std::size_t dot = key.find('.');
  if (dot == std::string_view::npos || key.find('.', dot + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return Parts{key.substr(0, dot), key.substr(dot + 1)};
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

OwnProfile& profile_named(std::string_view name, std::uint32_t line, Config& config) {
  const auto found = std::ranges::find(config.own_profiles, name, &OwnProfile::name);
  if (found != config.own_profiles.end()) {
    return *found;
  }
  config.own_profiles.push_back({.name = std::string(name), .line = line});
  return config.own_profiles.back();
}

std::unexpected<Error> unknown(const std::string& key, std::string_view file, std::uint32_t line,
                               std::string meant) {
  return fail(kUnknownKey, {{"key", key},
                            {"file", std::string(file)},
                            {"line", std::to_string(line)},
                            {"did_you_mean", std::move(meant)}});
}

}  // namespace

bool is_own_profile_key(std::string_view key, std::span<const std::string> taken) {
  const auto parts = parts_of(key);
  return parts && is_name(parts->profile) && std::ranges::count(taken, parts->profile) == 0;
}

Result<void> apply_own_profile(const Setting& setting, std::string_view file, Config& config) {
  const Parts parts = *parts_of(setting.key);
  const auto row = std::ranges::find(keys(), parts.key, &Key::name);
  if (row == keys().end()) {
    std::vector<std::string> names;
    std::ranges::transform(keys(), std::back_inserter(names), &Key::name);
    return unknown(
        setting.key, file, setting.line,
        fmt::format("{}{}.{}", kPrefix, parts.profile, nearest(std::string(parts.key), names)));
  }
  OwnProfile& profile = profile_named(parts.profile, setting.line, config);
  profile.lines.emplace_back(parts.key, setting.line);
  if (!row->read(setting.value, profile)) {
    return fail(kValueRefused, {{"key", setting.key},
                                {"file", std::string(file)},
                                {"line", std::to_string(setting.line)},
                                {"expected", row->form}});
  }
  return {};
}

Result<void> check_own_profiles(const Config& config, std::string_view file,
                                std::span<const std::string> known_keys) {
  for (const OwnProfile& profile : config.own_profiles) {
    if (profile.base.empty()) {
      const std::string key = fmt::format("{}{}.{}", kPrefix, profile.name,
                                          profile.lines.empty() ? "" : profile.lines.front().first);
      return unknown(key, file, profile.line, nearest(key, known_keys));
    }
  }
  return {};
}

std::string show_own_profiles(const Config& config) {
  std::string out;
  for (const OwnProfile& profile : config.own_profiles) {
    out += fmt::format("\n[{}{}]\n", kPrefix, profile.name);
    for (const Key& key : keys()) {
      if (const std::string value = key.show(profile); !value.empty()) {
        out += fmt::format("# {}\n{} = {}\n", key.description, key.name, value);
      }
    }
  }
  return out;
}

std::vector<KeyDescription> describe_own_profile_keys() {
  std::vector<KeyDescription> rows;
  for (const Key& key : keys()) {
    rows.push_back({fmt::format("{}NAME.{}", kPrefix, key.name), key.form, key.description, ""});
  }
  return rows;
}

}  // namespace chancery::config
