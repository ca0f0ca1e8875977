#include "ceremony/script.h"

#include <algorithm>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/encoding.h"
#include "ceremony/errors.h"
#include "crypto/hash.h"

namespace chancery::ceremony {
namespace {

constexpr std::size_t kMaxScript = 256UL * 1024;
constexpr std::size_t kMaxPeople = 64;
constexpr std::size_t kMaxSteps = 256;
constexpr std::size_t kMaxText = 1024;

std::unexpected<Error> malformed(std::string reason, const toml::node* where = nullptr) {
  ErrorParameters parameters{{"reason", std::move(reason)}};
  if (where != nullptr) {
    parameters.emplace_back("line", std::to_string(where->source().begin.line));
  }
  return fail(kScriptMalformed, std::move(parameters));
}

Result<std::string> text_of(const toml::table& table, std::string_view name) {
  const auto* node = table.get(name);
  const auto text = node == nullptr ? std::nullopt : node->value_exact<std::string>();
  if (!text || text->empty() || text->size() > kMaxText) {
    return malformed(fmt::format("\"{}\" must be a text of 1 to {} octets", name, kMaxText),
                     node == nullptr ? &table : node);
  }
  return *text;
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && id.front() != '.' && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

Result<crypto::PublicKey> key_of(const toml::table& table) {
  const std::string text = TRY(text_of(table, "key"));
  const auto der = from_base64(text);
  if (der) {
    const auto key = crypto::PublicKey::from_spki(*der);
    if (key && key->spec() == crypto::kEd25519) {
      return *key;
    }
  }
  return malformed("\"key\" must be an Ed25519 key as `chancery ceremony credential` prints it",
                   &table);
}

/// Whose office forbids to act (NT-105): they watch.
bool only_watches(identity::Role role) {
  return role == identity::Role::executive_officer || role == identity::Role::internal_auditor;
}

Result<Person> parse_person(const toml::table& table, bool witness) {
  for (const auto& [name, node] : table) {
    if (name != "id" && name != "name" && name != "role" && name != "key") {
      return malformed(fmt::format("a person has no \"{}\"", name.str()), &node);
    }
  }
  const std::string id = TRY(text_of(table, "id"));
  const std::string name = TRY(text_of(table, "name"));
  const auto role = identity::parse_role(TRY(text_of(table, "role")));
  const crypto::PublicKey key = TRY(key_of(table));
  if (!is_id(id)) {
    return malformed("an id has 1 to 64 characters of a-z, 0-9, '-', '_' and '.'", &table);
  }
  if (!role || identity::needs_enterprise(*role)) {
    return malformed("\"role\" must be a trusted role of the CA's own staff", &table);
  }
  if (!witness && only_watches(*role)) {
    return malformed("executive officers and internal auditors watch: make this a [[witness]]",
                     &table);
  }
  return Person{id, name, *role, key, witness};
}

std::optional<Value> value_of(const toml::node& node, Form form) {
  if (form == Form::text) {
    const auto text = node.value_exact<std::string>();
    return text && text->size() <= kMaxText ? std::optional<Value>(*text) : std::nullopt;
  }
  if (form == Form::number) {
    const auto number = node.value_exact<std::int64_t>();
    return number ? std::optional<Value>(*number) : std::nullopt;
  }
  if (form == Form::flag) {
    const auto flag = node.value_exact<bool>();
    return flag ? std::optional<Value>(*flag) : std::nullopt;
  }
  const auto* array = node.as_array();
  std::vector<std::string> texts;
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto text = array->get(i)->value_exact<std::string>();
    if (!text || text->size() > kMaxText) {
      return std::nullopt;
    }
    texts.push_back(*text);
  }
  return array == nullptr ? std::nullopt : std::optional<Value>(std::move(texts));
}

Result<void> read_parameter(const toml::table& table, const Parameter& parameter, Step& step) {
  const toml::node* node = table.get(parameter.name);
  if (node == nullptr && !parameter.required) {
    return {};
  }
  auto value = node == nullptr ? std::nullopt : value_of(*node, parameter.form);
  if (!value) {
    return malformed(fmt::format("the act \"{}\" needs a \"{}\" of the right type", step.act->name,
                                 parameter.name),
                     node == nullptr ? &table : node);
  }
  step.parameters.emplace(parameter.name, *std::move(value));
  return {};
}

/// Of those who will hold shares: enough of them, each of the script, each once (CP/CPS 5.2.2).
Result<void> check_holders(const Step& step, const Script& script, const toml::table& table) {
  const auto holders = step.texts("holders");
  const auto threshold = step.number_of("threshold").value_or(0);
  for (auto one = holders.begin(); one != holders.end(); ++one) {
    const Person* person = script.person(*one);
    if (person == nullptr || person->witness || std::find(holders.begin(), one, *one) != one) {
      return malformed("\"holders\" must be people of this script, each once", &table);
    }
  }
  if (threshold < step.act->people || threshold > std::ssize(holders)) {
    return malformed(
        fmt::format("\"threshold\" must be from {} to the number of holders", step.act->people),
        &table);
  }
  return {};
}

Result<Step> parse_step(const toml::table& table, int number, const Script& script) {
  const std::string act = TRY(text_of(table, "act"));
  Step step;
  step.number = number;
  step.act = find_act(act);
  if (step.act == nullptr) {
    return malformed(fmt::format("there is no act \"{}\"", act), &table);
  }
  step.commanded_by = TRY(text_of(table, "commanded_by"));
  const Person* commander = script.person(step.commanded_by);
  if (commander == nullptr || commander->witness) {
    return malformed("\"commanded_by\" must be the id of a person of this script", &table);
  }
  for (const auto& [name, node] : table) {
    const bool known = name == "act" || name == "commanded_by" ||
                       std::ranges::find(step.act->parameters, name.str(), &Parameter::name) !=
                           step.act->parameters.end();
    if (!known) {
      return malformed(fmt::format("the act \"{}\" has no \"{}\"", act, name.str()), &node);
    }
  }
  for (const Parameter& parameter : step.act->parameters) {
    TRY(read_parameter(table, parameter, step));
  }
  if (step.act->parameters.data() == find_act("create-activation")->parameters.data()) {
    TRY(check_holders(step, script, table));
  }
  return step;
}

/// The tables of an array of tables; none when it is not there.
Result<std::vector<const toml::table*>> tables_of(const toml::table& root, std::string_view name,
                                                  std::size_t most) {
  const toml::node* node = root.get(name);
  std::vector<const toml::table*> tables;
  if (node == nullptr) {
    return tables;
  }
  const toml::array* array = node->as_array();
  if (array == nullptr || !array->is_array_of_tables() || array->size() > most) {
    return malformed(fmt::format("[[{}]] must be at most {} tables", name, most), node);
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    tables.push_back(array->get(i)->as_table());
  }
  return tables;
}

Result<void> check_known(const toml::table& root) {
  for (const auto& [name, node] : root) {
    if (name != "title" && name != "person" && name != "witness" && name != "step") {
      return malformed(fmt::format("a script has no \"{}\"", name.str()), &node);
    }
  }
  return {};
}

template <class T>
std::optional<T> get(const Step& step, std::string_view name) {
  const auto found = step.parameters.find(name);
  const T* value = found == step.parameters.end() ? nullptr : std::get_if<T>(&found->second);
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

}  // namespace

std::string Step::text(std::string_view name) const {
  return get<std::string>(*this, name).value_or("");
}
std::optional<std::int64_t> Step::number_of(std::string_view name) const {
  return get<std::int64_t>(*this, name);
}
bool Step::flag(std::string_view name) const {
  return get<bool>(*this, name).value_or(false);
}
std::vector<std::string> Step::texts(std::string_view name) const {
  return get<std::vector<std::string>>(*this, name).value_or(std::vector<std::string>());
}
std::string Step::title() const {
  return fmt::format("{} {}", number, act->name);
}

const Person* Script::person(std::string_view id) const {
  const auto found = std::ranges::find(people_, id, &Person::id);
  return found == people_.end() ? nullptr : &*found;
}

Result<Script> Script::parse(std::string_view text) {
  if (text.size() > kMaxScript) {
    return malformed("a script has at most 256 KB");
  }
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(kScriptMalformed, {{"reason", std::string(error.description())},
                                   {"line", std::to_string(error.source().begin.line)}});
  }
  TRY(check_known(root));
  Script script;
  script.text_ = text;
  script.hash_ = to_hex(crypto::sha256(as_bytes(text)));
  script.title_ = TRY(text_of(root, "title"));
  for (const bool witness : {false, true}) {
    for (const auto* table : TRY(tables_of(root, witness ? "witness" : "person", kMaxPeople))) {
      Person person = TRY(parse_person(*table, witness));
      const bool twice = std::ranges::any_of(script.people_, [&](const Person& other) {
        return other.id == person.id || other.key == person.key;
      });
      if (twice) {
        return malformed("nobody is in a script twice, neither by id nor by key", table);
      }
      script.people_.push_back(std::move(person));
    }
  }
  for (const auto* table : TRY(tables_of(root, "step", kMaxSteps))) {
    script.steps_.push_back(
        TRY(parse_step(*table, static_cast<int>(script.steps_.size()) + 1, script)));
  }
  if (script.steps_.empty()) {
    return malformed("a script has one [[step]] at least");
  }
  return script;
}

}  // namespace chancery::ceremony
