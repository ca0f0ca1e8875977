#include "config/config.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "config/binding.h"
#include "config/errors.h"
#include "config/nearest.h"
#include "config/own_profile.h"
#include "config/toml.h"
#include "config/value.h"

namespace chancery::config {

namespace {

constexpr std::size_t kLargestFile = 1024 * 1024;

// Tables of built-in profiles, whose keys are rows of the table of keys.
const std::vector<std::string> kBoundProfiles = {"tls-dv", "private-server", "private-client"};

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  std::ranges::transform(bindings(), std::back_inserter(names), &Binding::name);
  return names;
}

/// The value as an error shows it. Values are not secrets: those live in files.
std::string shown(const Value& value) {
  struct Shower {
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::string& text) const {
      return toml_string(mask_password(text));
    }
    std::string operator()(const std::vector<std::string>& texts) const {
      return fmt::format("an array of {} strings", texts.size());
    }
    std::string operator()(const Other& other) const { return other.type; }
  };
  return std::visit(Shower(), value);
}

Result<void> apply(const Setting& setting, std::string_view file, Config& config) {
  const auto row = std::ranges::find(bindings(), setting.key, &Binding::name);
  if (row == bindings().end() && is_own_profile_key(setting.key, kBoundProfiles)) {
    return apply_own_profile(setting, file, config);
  }
  ErrorParameters place{
      {"key", setting.key}, {"file", std::string(file)}, {"line", std::to_string(setting.line)}};
  if (row == bindings().end()) {
    place.emplace_back("did_you_mean", nearest(setting.key, known_names()));
    return fail(kUnknownKey, std::move(place));
  }
  if (!row->read(setting.value, config)) {
    place.emplace_back("seen", shown(setting.value));
    place.emplace_back("expected", row->form);
    return fail(kValueRefused, std::move(place));
  }
  return {};
}

/// What one row alone cannot see.
struct Rule {
  std::string_view key;
  std::string_view expected;
  bool (*holds)(const Config&);
};
constexpr std::array<Rule, 6> kRules{
    Rule{"keys.backend",
         "keys.module, keys.token and keys.pin_file (or keys.activation_file) are set with "
         "\"pkcs11\"",
         [](const Config& c) {
           return c.keys.backend != KeyBackend::pkcs11 ||
                  (!c.keys.module.empty() && !c.keys.token.empty() &&
                   !(c.keys.pin_file.empty() && c.keys.activation_file.empty()));
         }},
    Rule{"keys.activation_file",
         "not together with keys.pin_file, keys.key_file or keys.passphrase_file",
         [](const Config& c) {
           return c.keys.activation_file.empty() ||
                  (c.keys.pin_file.empty() && c.keys.key_file.empty() &&
                   c.keys.passphrase_file.empty());
         }},
    Rule{"keys.passphrase_file", "not together with keys.key_file",
         [](const Config& c) { return c.keys.passphrase_file.empty() || c.keys.key_file.empty(); }},
    Rule{"crl.validity", "longer than crl.period",
         [](const Config& c) { return c.crl.validity > c.crl.period; }},
    Rule{"identity.step_up_requests", "only with identity.step_up_minutes",
         [](const Config& c) {
           return !c.identity.step_up_requests || c.identity.step_up_minutes > 0;
         }},
    Rule{"listen.http", "another address than listen.https",
         [](const Config& c) { return c.listen.http != c.listen.https; }},
};

Result<void> check_rules(const Config& config, std::string_view file) {
  for (const Rule& rule : kRules) {
    if (!rule.holds(config)) {
      return fail(kValueRefused, {{"key", std::string(rule.key)},
                                  {"file", std::string(file)},
                                  {"expected", std::string(rule.expected)}});
    }
  }
  return {};
}

void fill_in(Config& config) {
  if (config.public_urls.base_url.empty()) {
    config.public_urls.base_url = "http://" + config.listen.http.text();
  }
  if (config.public_urls.api_url.empty()) {
    config.public_urls.api_url = "https://" + config.listen.https.text();
  }
}

std::string section_of(std::string_view key) {
  return std::string(key.substr(0, key.rfind('.')));
}

}  // namespace

Result<Config> parse_config(std::string_view toml, std::string_view file) {
  Config config;
  auto settings = TRY(parse_toml(toml, file));
  std::ranges::sort(settings, {}, &Setting::line);
  for (const Setting& setting : settings) {
    TRY(apply(setting, file, config));
  }
  TRY(check_own_profiles(config, file, known_names()));
  TRY(check_rules(config, file));
  fill_in(config);
  return config;
}

Result<Config> load_config(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(kLargestFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || !in.eof()) {
    return fail(kConfigUnreadable, "file", path);
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse_config(text, path);
}

Config default_config() {
  Config config;
  fill_in(config);
  return config;
}

std::string show_config(const Config& config) {
  std::string out;
  std::string section;
  for (const Binding& row : bindings()) {
    if (section_of(row.name) != section) {
      section = section_of(row.name);
      fmt::format_to(std::back_inserter(out), "{}[{}]\n", out.empty() ? "" : "\n", section);
    }
    fmt::format_to(std::back_inserter(out), "# {}\n# {}\n{} = {}\n", row.description, row.form,
                   row.name.substr(section.size() + 1), row.show(config));
  }
  return out + show_own_profiles(config);
}

std::vector<KeyDescription> describe_keys() {
  const Config defaults;
  std::vector<KeyDescription> rows;
  for (const Binding& row : bindings()) {
    rows.push_back({row.name, row.form, row.description, row.show(defaults)});
  }
  std::ranges::move(describe_own_profile_keys(), std::back_inserter(rows));
  return rows;
}

}  // namespace chancery::config
