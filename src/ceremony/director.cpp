#include "ceremony/director.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "base/encoding.h"
#include "ceremony/errors.h"
#include "ceremony/statement.h"

namespace chancery::ceremony {
namespace {

namespace json = boost::json;

using Ids = std::set<std::string>;

std::string list_of(const Ids& ids) {
  return ids.empty() ? "nobody" : fmt::format("{}", fmt::join(ids, ", "));
}

/// Who may act now: enrolled before, or everybody in the first ceremony.
Ids enrolled_of(const Script& script, const Roster& roster) {
  Ids ids;
  for (const Person& person : script.people()) {
    if (!person.witness && (roster.empty() || roster.has(person))) {
      ids.insert(person.id);
    }
  }
  return ids;
}

Ids present_of(std::span<const Attendee> attendees) {
  Ids ids;
  for (const Attendee& attendee : attendees) {
    ids.insert(attendee.person->id);
  }
  return ids;
}

Ids both(const Ids& a, const Ids& b) {
  Ids out;
  std::ranges::set_intersection(a, b, std::inserter(out, out.end()));
  return out;
}

Ids without(const Ids& a, const Ids& b) {
  Ids out;
  std::ranges::set_difference(a, b, std::inserter(out, out.end()));
  return out;
}

Result<void> check_step(const Step& step, const Ids& may_act, const Ids& present) {
  const Ids here = both(may_act, present);
  // Whoever is to hold a share takes it with both hands.
  Ids wanted{step.commanded_by};
  for (const std::string& holder : step.texts("holders")) {
    wanted.insert(holder);
  }
  if (std::ssize(here) >= step.act->people && std::ranges::includes(here, wanted)) {
    return {};
  }
  Ids missing = without(may_act, present);
  missing.merge(without(wanted, here));
  return fail(kPeopleMissing, {{"step", step.title()},
                               {"needed", std::to_string(step.act->people)},
                               {"present", list_of(here)},
                               {"missing", list_of(missing)},
                               {"citation", std::string(step.act->citation)}});
}

Result<void> check_witnesses(const Script& script, const Ids& present) {
  for (const Person& person : script.people()) {
    if (person.witness && !present.contains(person.id)) {
      return fail(kWitnessMissing, {{"person", person.id}, {"name", person.name}});
    }
  }
  return {};
}

Result<std::string> sign(const Attendee& attendee, const std::string& statement) {
  return to_base64(
      TRY(attendee.key.sign(crypto::SignatureAlgorithm::ed25519, as_bytes(statement))));
}

json::value value_of(const Value& value) {
  return std::visit([](const auto& plain) { return json::value_from(plain); }, value);
}

json::object parameters_of(const Step& step) {
  json::object parameters;
  for (const auto& [name, value] : step.parameters) {
    parameters[name] = value_of(value);
  }
  return parameters;
}

/// Who was at the last sitting and has not signed.
Ids unsigned_of(const Transcript& transcript) {
  Ids ids;
  for (const Entry& entry : transcript.entries()) {
    if (entry.kind == "attended") {
      const auto people = entry.texts("people");
      ids = Ids(people.begin(), people.end());
    } else if (entry.kind == "signed") {
      ids.erase(entry.text("person"));
    }
  }
  return ids;
}

/// The hash of the line that closed the ceremony: what everybody signs.
std::string closing_head(const Transcript& transcript) {
  const auto first = std::ranges::find(transcript.entries(), "signed", &Entry::kind);
  return first == transcript.entries().end() ? transcript.head() : first->text("previous");
}

}  // namespace

Progress progress_of(const Transcript& transcript) {
  Progress progress;
  for (const Entry& entry : transcript.entries()) {
    progress.done += entry.kind == "done" ? 1 : 0;
    progress.begun = entry.kind == "begun" || (progress.begun && entry.kind != "done");
    progress.closed = progress.closed || entry.kind == "closed";
  }
  return progress;
}

Result<void> check_attendance(const Script& script, const Transcript& transcript,
                              std::span<const Attendee> attendees, const Roster& roster) {
  const Progress progress = progress_of(transcript);
  if (progress.closed) {
    return unsigned_of(transcript).empty()
               ? Result<void>(fail(kCeremonyClosed, "title", script.title()))
               : Result<void>();
  }
  const Ids present = present_of(attendees);
  TRY(check_witnesses(script, present));
  Ids may_act = enrolled_of(script, roster);
  for (const Step& step : script.steps()) {
    if (step.act->name == "enrol" && script.person(step.text("person")) == nullptr) {
      return fail(kPersonUnknown, "person", step.text("person"));
    }
    if (step.number > progress.done) {
      TRY(check_step(step, may_act, present));
    }
    if (step.act->name == "enrol") {
      may_act.insert(step.text("person"));
    }
  }
  return {};
}

Result<void> Director::open() {
  if (transcript_.entries().empty()) {
    TRY(transcript_.append(
        "opened",
        {{"title", script_.title()}, {"script", script_.text()}, {"script_sha256", script_.hash()}},
        clock_.now()));
  } else if (transcript_.entries().front().text("script_sha256") != script_.hash()) {
    return fail(kTranscriptBroken, "reason", "it is another script's");
  }
  if (roster_.empty()) {
    TRY(roster_.enrol(script_.people()));
  }
  const Ids present = present_of(attendees_);
  return transcript_.append(
      "attended", {{"people", json::value_from(std::vector(present.begin(), present.end()))}},
      clock_.now());
}

Result<json::object> Director::perform(const Step& step, bool again) {
  if (step.act->name != "enrol") {
    return stage_.perform(step, again);
  }
  const Person& person = *script_.person(step.text("person"));
  TRY(roster_.enrol(person));
  return json::object{{"person", person.id}, {"key", to_base64(person.key.spki_der())}};
}

Result<void> Director::do_step(const Step& step, bool again) {
  if (confirm_) {
    TRY(confirm_(step));
  }
  json::array approvals;
  const std::string statement = approval_statement(script_, step, transcript_.head());
  for (const Attendee& attendee : attendees_) {
    if (!attendee.person->witness && roster_.has(*attendee.person)) {
      const std::string signature = TRY(sign(attendee, statement));
      approvals.push_back({{"person", attendee.person->id}, {"signature", signature}});
    }
  }
  TRY(transcript_.append("begun",
                         {{"step", step.number},
                          {"act", step.act->name},
                          {"commanded_by", step.commanded_by},
                          {"parameters", parameters_of(step)},
                          {"approvals", std::move(approvals)}},
                         clock_.now()));
  auto outcome = perform(step, again);
  if (!outcome) {
    const Error& why = outcome.error();
    TRY(transcript_.append(
        "failed", {{"step", step.number}, {"code", why.code()}, {"message", why.message()}},
        clock_.now()));
    return std::unexpected(why);
  }
  return transcript_.append("done", {{"step", step.number}, {"outcome", *std::move(outcome)}},
                            clock_.now());
}

// Once closed, nothing is done any more: a sitting that stopped here only signs.
Result<void> Director::close() {
  if (!progress_of(transcript_).closed) {
    TRY(transcript_.append("closed", {}, clock_.now()));
  }
  const std::string head = closing_head(transcript_);
  const Ids to_sign = unsigned_of(transcript_);
  for (const Attendee& attendee : attendees_) {
    const Person& person = *attendee.person;
    if (!to_sign.contains(person.id)) {
      continue;
    }
    const Time now = clock_.now();
    const std::string signature =
        TRY(sign(attendee, report_statement(script_, head, person, to_rfc3339(now))));
    TRY(transcript_.append("signed", {{"person", person.id}, {"signature", signature}}, now));
  }
  return {};
}

Result<void> Director::run() {
  TRY(check_attendance(script_, transcript_, attendees_, roster_));
  const Progress progress = progress_of(transcript_);
  if (!progress.closed) {
    TRY(open());
  }
  bool again = progress.begun;
  for (const Step& step : script_.steps()) {
    if (step.number > progress.done) {
      TRY(do_step(step, again));
      again = false;
    }
  }
  return close();
}

}  // namespace chancery::ceremony
