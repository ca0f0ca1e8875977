#include "ceremony/report.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/encoding.h"
#include "ceremony/errors.h"
#include "ceremony/statement.h"

namespace chancery::ceremony {
namespace {

namespace json = boost::json;

constexpr std::size_t kSignedMembers = 6;  // n, time, kind, previous, person, signature

std::unexpected<Error> broken(std::size_t line, std::string reason) {
  return fail(kTranscriptBroken, {{"line", std::to_string(line)}, {"reason", std::move(reason)}});
}

Result<void> check_signature(const Person& person, std::string_view statement,
                             std::string_view signature_base64) {
  const auto signature = from_base64(signature_base64);
  if (!signature ||
      !person.key.verify(crypto::SignatureAlgorithm::ed25519, as_bytes(statement), *signature)) {
    return fail(kSignatureMissing, "person", person.id);
  }
  return {};
}

/// Goes through the lines in their order and takes each at its word only when it is proven.
class Reader final {
 public:
  explicit Reader(Report& report) : report_(report) {}

  Result<void> read(const Entry& entry, std::size_t line, const std::string& head) {
    if (report_.closed() && entry.kind != "signed") {
      return broken(line, "something follows the end");
    }
    if (entry.kind == "attended") {
      return attended(entry, line);
    }
    if (entry.kind == "begun") {
      return begun(entry, line, head);
    }
    if (entry.kind == "done" || entry.kind == "failed") {
      return ended(entry, line);
    }
    if (entry.kind == "closed") {
      return closed(entry, line);
    }
    return entry.kind == "signed" ? signed_by(entry, line) : broken(line, "an unknown kind");
  }

 private:
  Result<void> attended(const Entry& entry, std::size_t line) {
    report_.present = entry.texts("people");
    for (const std::string& id : entry.texts("people")) {
      if (report_.script.person(id) == nullptr) {
        return broken(line, "somebody who is not in the script");
      }
      if (std::ranges::find(report_.attended, id) == report_.attended.end()) {
        report_.attended.push_back(id);
      }
    }
    return {};
  }

  Result<void> begun(const Entry& entry, std::size_t line, const std::string& head) {
    const StepReport* next = report_.next();
    if (next == nullptr || entry.step() != next->step.number) {
      return broken(line, "a step out of its order");
    }
    StepReport& step = report_.steps[static_cast<std::size_t>(entry.step()) - 1];
    const json::value* approvals = entry.members.if_contains("approvals");
    std::set<std::string> who;
    for (const json::value& one :
         approvals != nullptr && approvals->is_array() ? approvals->get_array() : json::array()) {
      const Entry approval{"", "", one.is_object() ? one.get_object() : json::object()};
      const Person* person = report_.script.person(approval.text("person"));
      if (person == nullptr || person->witness) {
        return broken(line, "approved by somebody who may not");
      }
      TRY(check_signature(*person, approval_statement(report_.script, step.step, head),
                          approval.text("signature")));
      who.insert(person->id);
    }
    if (std::ssize(who) < step.step.act->people || !who.contains(step.step.commanded_by)) {
      return fail(kSignatureMissing, "step", step.step.title());
    }
    step.approved_by.assign(who.begin(), who.end());
    step.state = StepState::begun;
    return {};
  }

  Result<void> ended(const Entry& entry, std::size_t line) {
    const StepReport* next = report_.next();
    if (next == nullptr || entry.step() != next->step.number || next->state != StepState::begun) {
      return broken(line, "a step ends that was not begun");
    }
    StepReport& step = report_.steps[static_cast<std::size_t>(entry.step()) - 1];
    step.state = entry.kind == "done" ? StepState::done : StepState::failed;
    const json::value* outcome = entry.members.if_contains("outcome");
    if (outcome != nullptr && outcome->is_object()) {
      step.outcome = outcome->get_object();
    }
    return {};
  }

  Result<void> closed(const Entry& entry, std::size_t line) {
    if (report_.next() != nullptr) {
      return broken(line, "closed before its last step");
    }
    report_.closed_at = entry.time;
    return {};
  }

  Result<void> signed_by(const Entry& entry, std::size_t line) {
    const Person* person = report_.script.person(entry.text("person"));
    // Nothing follows that would cover more than is signed.
    if (person == nullptr || !report_.closed() || entry.members.size() != kSignedMembers) {
      return broken(line, "signed by a stranger, too early, or with more than a signature");
    }
    TRY(check_signature(*person,
                        report_statement(report_.script, report_.head, *person, entry.time),
                        entry.text("signature")));
    report_.signed_by.push_back(person->id);
    return {};
  }

  Report& report_;
};

}  // namespace

std::string_view to_text(StepState state) {
  switch (state) {
    case StepState::waiting:
      return "waiting";
    case StepState::begun:
      return "begun";
    case StepState::failed:
      return "failed";
    default:
      return "done";
  }
}

const StepReport* Report::next() const {
  const auto found = std::ranges::find_if(
      steps, [](const StepReport& step) { return step.state != StepState::done; });
  return found == steps.end() ? nullptr : &*found;
}

std::vector<std::string> Report::unsigned_by() const {
  std::vector<std::string> missing;
  for (const std::string& id : present) {
    if (closed() && std::ranges::find(signed_by, id) == signed_by.end()) {
      missing.push_back(id);
    }
  }
  return missing;
}

Result<Report> read_report(std::string_view text) {
  const Chain chain = TRY(parse_chain(text));
  if (chain.entries.empty() || chain.entries.front().kind != "opened") {
    return broken(0, "it does not begin with its script");
  }
  const Entry& opened = chain.entries.front();
  auto script = TRY(Script::parse(opened.text("script")));
  if (script.hash() != opened.text("script_sha256")) {
    return broken(0, "its script has another hash");
  }
  Report report{std::move(script), {}, {}, {}, {}, opened.time, {}, {}};
  for (const Step& step : report.script.steps()) {
    report.steps.push_back({step, StepState::waiting, {}, {}});
  }
  Reader reader(report);
  for (std::size_t line = 1; line < chain.entries.size(); ++line) {
    const Entry& entry = chain.entries[line];
    const std::string before = entry.text("previous");
    if (!report.closed() || report.signed_by.empty()) {
      report.head = before;  // in the end the hash of the line that closed it
    }
    TRY(reader.read(entry, line, before));
  }
  if (report.signed_by.empty()) {
    report.head = chain.head;
  }
  return report;
}

}  // namespace chancery::ceremony
