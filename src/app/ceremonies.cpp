// The verbs of ceremonies: credential, run, show, verify, list.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <unistd.h>

#include "app/ceremony_stage.h"
#include "app/errors.h"
#include "app/files.h"
#include "app/passphrase.h"
#include "ceremony/errors.h"
#include "ceremony/report.h"

namespace chancery::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxReport = std::size_t{4} << 20U;

/// "ann=/media/ann" -> {"ann", "/media/ann"}. Errors: kArgumentMalformed.
Result<std::pair<std::string, std::string>> parse_pair(const std::string& text,
                                                       const char* option) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    return fail(kArgumentMalformed,
                {{"argument", option}, {"seen", text}, {"expected", "PERSON=..."}});
  }
  return std::pair(text.substr(0, at), text.substr(at + 1));
}

Result<Media> read_media(const RunCeremony& order, const ceremony::Script& script) {
  std::map<std::string, std::string> sources;
  for (const std::string& one : order.passphrases) {
    sources.insert(TRY(parse_pair(one, "--passphrase")));
  }
  Media media;
  for (const std::string& one : order.people) {
    const auto [id, folder] = TRY(parse_pair(one, "--person"));
    const ceremony::Person* person = script.person(id);
    if (person == nullptr) {
      return fail(ceremony::kPersonUnknown, "person", id);
    }
    const auto source = sources.find(id);
    auto passphrase = source == sources.end()
                          ? TRY(ask_passphrase(fmt::format("Passphrase of {}: ", person->name)))
                          : TRY(read_passphrase(source->second));
    media.emplace(id, Medium{folder, std::move(passphrase)});
  }
  return media;
}

Result<std::vector<ceremony::Attendee>> open_credentials(const ceremony::Script& script,
                                                         const Media& media) {
  std::vector<ceremony::Attendee> here;
  for (const auto& [id, medium] : media) {
    const std::string file = TRY(read_file(medium.credential(), std::size_t{64} << 10U));
    here.push_back(TRY(ceremony::open_credential(*script.person(id), file, medium.passphrase)));
  }
  return here;
}

/// At a terminal somebody says yes to each step; elsewhere the credentials do.
Result<void> confirm(const ceremony::Step& step) {
  if (::isatty(STDIN_FILENO) == 0) {
    return {};
  }
  std::cerr << fmt::format("Step {}, commanded by {}. Type yes to go on: ", step.title(),
                           step.commanded_by)
            << std::flush;
  std::string answer;
  if (!std::getline(std::cin, answer) || answer != "yes") {
    return fail(kCeremonyStopped, "step", step.title());
  }
  return {};
}

json::object person_json(const ceremony::Report& report, const ceremony::Person& person) {
  const auto in = [&](const std::vector<std::string>& ids) {
    return std::ranges::find(ids, person.id) != ids.end();
  };
  return {{"id", person.id},
          {"name", person.name},
          {"role", identity::to_text(person.role)},
          {"witness", person.witness},
          {"attended", in(report.attended)},
          {"signed", in(report.signed_by)}};
}

json::object report_json(const ceremony::Report& report) {
  json::array people;
  for (const auto& person : report.script.people()) {
    people.emplace_back(person_json(report, person));
  }
  json::array steps;
  for (const auto& step : report.steps) {
    steps.push_back({{"number", step.step.number},
                     {"act", step.step.act->name},
                     {"commanded_by", step.step.commanded_by},
                     {"state", to_text(step.state)},
                     {"people_needed", step.step.act->people},
                     {"citation", step.step.act->citation},
                     {"approved_by", json::value_from(step.approved_by)},
                     {"outcome", step.outcome}});
  }
  return {{"id", report.script.name()},
          {"title", report.script.title()},
          {"script_sha256", report.script.hash()},
          {"opened_at", report.opened_at},
          {"closed_at", report.closed_at},
          {"head", report.head},
          {"people", std::move(people)},
          {"steps", std::move(steps)},
          {"unsigned_by", json::value_from(report.unsigned_by())}};
}

std::string report_text(const ceremony::Report& report) {
  std::string text = fmt::format("{}\nscript   {}\nopened   {}\nclosed   {}\nhead     {}\n",
                                 report.script.title(), report.script.hash(), report.opened_at,
                                 report.closed() ? report.closed_at : "not yet", report.head);
  for (const auto& person : report.script.people()) {
    const bool attended = std::ranges::find(report.attended, person.id) != report.attended.end();
    text +=
        fmt::format("{:<8} {:<12} {} ({}){}\n", person.witness ? "witness" : "person", person.id,
                    person.name, identity::to_text(person.role), attended ? "" : ", was not here");
  }
  for (const auto& step : report.steps) {
    text += fmt::format(
        "step {:<3} {:<20} {:<8} commanded by {}, approved by {}\n", step.step.number,
        step.step.act->name, to_text(step.state), step.step.commanded_by,
        step.approved_by.empty() ? fmt::format("nobody yet (takes {})", step.step.act->people)
                                 : fmt::format("{}", fmt::join(step.approved_by, ", ")));
  }
  text += report.closed() && report.unsigned_by().empty()
              ? fmt::format("signed by {}", fmt::join(report.signed_by, ", "))
              : "not signed: this is no report yet";
  return text;
}

/// A report's file, or the name of a ceremony in the data directory.
Result<ceremony::Report> find_report(const Common& common, const std::string& which) {
  std::filesystem::path file = which;
  if (!std::filesystem::exists(file)) {
    const auto directory = TRY(DataDirectory::open(common.data));
    file = directory.ceremonies() / (std::filesystem::path(which).filename().string() + ".jsonl");
  }
  return ceremony::read_report(TRY(read_file(file, kMaxReport)));
}

}  // namespace

Result<void> make_credential(const Common& common, const MakeCredential& order) {
  const Secret passphrase =
      order.passphrase.empty() ? TRY(ask_new_passphrase()) : TRY(read_passphrase(order.passphrase));
  const std::filesystem::path file =
      std::filesystem::path(order.folder) / Medium{}.credential().filename();
  if (std::filesystem::exists(file)) {
    return fail(kFileFailed, {{"file", file.string()}, {"reason", "it is there already"}});
  }
  const auto made = TRY(ceremony::make_credential(passphrase));
  TRY(write_file(file, made.file));
  common.output().print({{"file", file.string()}, {"key", made.key}},
                        fmt::format("key = \"{}\"", made.key));
  return {};
}

Result<void> run_ceremony(const Common& common, const RunCeremony& order) {
  const auto script = TRY(ceremony::Script::parse(TRY(read_file(order.script_file))));
  auto config = TRY(read_config(common));
  const auto directory = TRY(DataDirectory::open(common.data));
  const auto lock = TRY(directory.lock("ceremony"));
  std::error_code shown_by_the_transcript;
  std::filesystem::create_directory(directory.ceremonies(), shown_by_the_transcript);
  const std::string name = script.name();
  auto transcript = TRY(ceremony::Transcript::open(directory.ceremonies() / (name + ".jsonl")));
  auto roster = TRY(ceremony::Roster::open(directory.ceremonies() / "roster.json"));
  const Media media = TRY(read_media(order, script));
  const auto here = TRY(open_credentials(script, media));
  CeremonyStage stage(common, std::move(config), media,
                      std::filesystem::absolute(order.script_file).parent_path(), script);
  const SystemClock clock;
  ceremony::Director director(script, transcript, here, roster, stage, clock, confirm);
  TRY(director.run());
  const std::string text = TRY(read_file(transcript.file(), kMaxReport));
  const auto report = TRY(ceremony::read_report(text));
  TRY(stage.put_on_record(script.title(), transcript.file(), report.head));
  if (!order.report_file.empty()) {
    TRY(write_file(order.report_file, text));
  }
  common.output().print(report_json(report), report_text(report));
  return {};
}

Result<void> show_ceremony(const Common& common, const std::string& which) {
  const auto report = TRY(find_report(common, which));
  common.output().print(report_json(report), report_text(report));
  return {};
}

Result<void> verify_ceremony(const Common& common, const VerifyCeremony& order) {
  const auto report = TRY(find_report(common, order.report));
  if (!order.script_file.empty()) {
    const auto script = TRY(ceremony::Script::parse(TRY(read_file(order.script_file))));
    if (script.hash() != report.script.hash()) {
      return fail(ceremony::kReportOfAnotherScript, "script_sha256", report.script.hash());
    }
  }
  if (!report.closed() || !report.unsigned_by().empty()) {
    return fail(ceremony::kSignatureMissing, "persons",
                report.closed() ? fmt::format("{}", fmt::join(report.unsigned_by(), ", "))
                                : "it is not closed");
  }
  auto object = report_json(report);
  object["intact"] = true;
  common.output().print(object, "intact\n" + report_text(report));
  return {};
}

Result<void> list_ceremonies(const Common& common) {
  const auto directory = TRY(DataDirectory::open(common.data));
  json::array items;
  std::string text;
  std::error_code none_were_held;
  std::filesystem::directory_iterator files(directory.ceremonies(), none_were_held);
  for (const auto& entry : files) {
    if (entry.path().extension() != ".jsonl") {
      continue;
    }
    const auto report = ceremony::read_report(TRY(read_file(entry.path(), kMaxReport)));
    const std::string name = entry.path().stem().string();
    text += text.empty() ? "" : "\n";
    if (!report) {
      items.push_back({{"id", name}, {"error", report.error().code()}});
      text += fmt::format("{}  {}", name, report.error().message());
      continue;
    }
    items.emplace_back(report_json(*report));
    text += fmt::format("{}  {:<8} {}", name, report->closed() ? "closed" : "open",
                        report->script.title());
  }
  common.output().print({{"items", std::move(items)}}, text);
  return {};
}

}  // namespace chancery::app
