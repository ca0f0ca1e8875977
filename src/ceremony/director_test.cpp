#include "ceremony/director.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdlib.h>

#include "ceremony/errors.h"
#include "ceremony/people_for_tests.h"
#include "ceremony/report.h"

namespace chancery::ceremony {
namespace {

/// Does nothing, and remembers it; can stop a sitting as a crash would.
class Rehearsal final : public Stage {
 public:
  Result<boost::json::object> perform(const Step& step, bool again) override {
    played.push_back(step.title() + (again ? " again" : ""));
    if (fail_at == step.number) {
      return fail(kTranscriptFailed);
    }
    return boost::json::object{{"made", step.text("name")}};
  }

  std::vector<std::string> played;
  int fail_at = 0;
};

class Ceremony : public testing::Test {
 protected:
  Ceremony() {
    std::string name = (std::filesystem::temp_directory_path() / "ceremony-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<void> sit(const std::string& text, const std::vector<std::string>& who,
                   const std::string& file = "t") {
    const auto script = Script::parse(text).value();
    auto transcript = TRY(Transcript::open(folder_ / file));
    auto roster = TRY(Roster::open(folder_ / "roster"));
    const auto here = people_.attend(script, who);
    Director director(script, transcript, here, roster, stage_, clock_, {});
    return director.run();
  }
  std::string file(const std::string& name = "t") const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& text) const {
    std::ofstream(folder_ / "t", std::ios::binary) << text;
  }

  std::filesystem::path folder_;
  People people_;
  Rehearsal stage_;
  ManualClock clock_{at_date(2026, 11, 21)};
  const std::vector<std::string> all_{"ann", "bob", "cho", "wil"};
};

TEST_F(Ceremony, WithThreeIsHeldAndSignedByEverybody) {
  const std::string text = people_.script(kMakeRoot + kCertifySub);
  const auto held = sit(text, all_);
  ASSERT_TRUE(held) << held.error().message();
  EXPECT_EQ(stage_.played, (std::vector<std::string>{"1 create-root", "2 certify"}));
  const auto report = read_report(file());
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_TRUE(report->closed());
  EXPECT_TRUE(report->unsigned_by().empty());
  EXPECT_EQ(report->steps[0].approved_by, (std::vector<std::string>{"ann", "bob", "cho"}));
  EXPECT_EQ(report->signed_by.size(), 4U);
  EXPECT_EQ(report->next(), nullptr);
  EXPECT_TRUE(sit(text, all_).error().is(kCeremonyClosed)) << "not twice";
}

TEST_F(Ceremony, WithTwoIsRefusedBeforeAnythingIsDoneAndTellsWhoIsMissing) {
  const auto refused = sit(people_.script(kCertifySub + kMakeRoot), {"ann", "bob", "wil"});
  ASSERT_TRUE(refused.error().is(kPeopleMissing));
  EXPECT_EQ(refused.error().parameter("step"), "2 create-root");
  EXPECT_EQ(refused.error().parameter("needed"), "3");
  EXPECT_EQ(refused.error().parameter("present"), "ann, bob");
  EXPECT_EQ(refused.error().parameter("missing"), "cho");
  EXPECT_TRUE(stage_.played.empty());
  EXPECT_EQ(file(), "");
}

TEST_F(Ceremony, TwoSignWithARootWhenOneOfThemGaveTheCommand) {
  EXPECT_TRUE(sit(people_.script(kCertifySub), {"ann", "cho", "wil"}).error().is(kPeopleMissing))
      << "bob was to command it";
  EXPECT_TRUE(sit(people_.script(kCertifySub), {"bob", "wil"}).error().is(kPeopleMissing));
  EXPECT_TRUE(sit(people_.script(kCertifySub), {"bob", "cho", "wil"}));
}

TEST_F(Ceremony, AWitnessIsNeededAndIsNobodyOfTheThree) {
  EXPECT_TRUE(sit(people_.script(kMakeRoot), {"ann", "bob", "cho"}).error().is(kWitnessMissing));
  EXPECT_TRUE(sit(people_.script(kMakeRoot), {"ann", "bob", "wil"}).error().is(kPeopleMissing));
}

TEST_F(Ceremony, AStrangerOfALaterScriptIsNobodyUntilThreeEnrolHim) {
  ASSERT_TRUE(sit(people_.script(kMakeRoot), all_));
  const std::string with_dan = people_.table("dan");
  const auto refused =
      sit(people_.script(with_dan + kMakeRoot, "2"), {"ann", "bob", "dan", "wil"}, "t2");
  ASSERT_TRUE(refused.error().is(kPeopleMissing));
  EXPECT_EQ(refused.error().parameter("missing"), "cho");
  EXPECT_TRUE(
      sit(people_.script(with_dan + step_of("enrol", "person = \"dan\"") + kCertifySub, "3"),
          {"ann", "bob", "cho", "wil"}, "t3"));
  EXPECT_TRUE(sit(people_.script(with_dan + kMakeRoot, "4"), {"ann", "bob", "dan", "wil"}, "t4"));
  // Somebody with Ann's name and another key.
  People impostors;
  const auto script = Script::parse(impostors.script(kMakeRoot, "5")).value();
  auto transcript = Transcript::open(folder_ / "t5").value();
  auto roster = Roster::open(folder_ / "roster").value();
  const auto here = impostors.attend(script, all_);
  Director director(script, transcript, here, roster, stage_, clock_, {});
  EXPECT_TRUE(director.run().error().is(kPeopleMissing));
}

// Stopped between two of them, the first ceremony could never go on: who is in is missing the rest.
TEST_F(Ceremony, TheFirstEnrolsEverybodyOrNobody) {
  const auto script = Script::parse(people_.script(kMakeRoot)).value();
  std::vector<Person> people(script.people().begin(), script.people().end());
  people.back().key = people.front().key;
  auto roster = Roster::open(folder_ / "roster").value();
  EXPECT_TRUE(roster.enrol(people).error().is(kPersonNotEnrolled));
  EXPECT_TRUE(roster.empty());
  EXPECT_TRUE(Roster::open(folder_ / "roster").value().empty());
  ASSERT_TRUE(roster.enrol(script.people()));
  EXPECT_TRUE(Roster::open(folder_ / "roster").value().has(script.people().back()));
}

TEST_F(Ceremony, GoesOnWhereASittingStoppedAndTellsTheStageSo) {
  const std::string text = people_.script(kMakeRoot + kCertifySub + kCertifySub);
  stage_.fail_at = 2;
  EXPECT_FALSE(sit(text, all_));
  EXPECT_EQ(read_report(file()).value().next()->state, StepState::failed);
  stage_.fail_at = 0;
  stage_.played.clear();
  ASSERT_TRUE(sit(text, {"ann", "bob", "wil"})) << "what is left takes two";
  EXPECT_EQ(stage_.played, (std::vector<std::string>{"2 certify again", "3 certify"}));
  const auto report = read_report(file()).value();
  EXPECT_TRUE(report.closed());
  EXPECT_EQ(report.signed_by.size(), 3U);
  EXPECT_EQ(report.attended.size(), 4U);
}

// A crash after any octet of the transcript: the next sitting ends it, no step is lost, and none is
// repeated without being told so.
TEST_F(Ceremony, SurvivesACrashAfterAnyLine) {
  const std::string text = people_.script(kMakeRoot + kCertifySub);
  ASSERT_TRUE(sit(text, all_));
  const std::string whole = file();
  for (std::size_t cut = 0; cut < whole.size(); cut += whole.size() / 60) {
    write(whole.substr(0, cut));
    const auto before = Transcript::open(folder_ / "t").value();
    const Progress progress = progress_of(before);
    const bool ended = std::ranges::count(before.entries(), "signed", &Entry::kind) == 4;
    stage_.played.clear();
    const auto again = sit(text, all_);
    if (ended) {
      EXPECT_TRUE(again.error().is(kCeremonyClosed));
      continue;
    }
    ASSERT_TRUE(again) << cut << again.error().message();
    EXPECT_EQ(stage_.played.size(), static_cast<std::size_t>(2 - progress.done)) << cut;
    if (progress.begun && !stage_.played.empty()) {
      EXPECT_TRUE(stage_.played.front().ends_with(" again")) << cut;
    }
    const auto report = read_report(file());
    ASSERT_TRUE(report) << cut << report.error().message();
    EXPECT_TRUE(report->closed() && report->unsigned_by().empty()) << cut;
  }
}

TEST_F(Ceremony, NoChangedOctetOfItsReportGoesUnnoticed) {
  ASSERT_TRUE(sit(people_.script(kMakeRoot + kCertifySub), all_));
  const std::string whole = file();
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto report = read_report(changed);
    EXPECT_FALSE(report && report->closed() && report->unsigned_by().empty()) << at;
  }
}

TEST_F(Ceremony, AnApprovalIsGoodForNoOtherCeremonyOrderOrPerson) {
  ASSERT_TRUE(sit(people_.script(kMakeRoot + kCertifySub), all_));
  auto chain = parse_chain(file()).value();
  const std::string ann =
      chain.entries[2].members["approvals"].at(0).at("signature").as_string().c_str();
  const std::string bob =
      chain.entries[2].members["approvals"].at(1).at("signature").as_string().c_str();
  std::string text = file();
  text.replace(text.find(bob), bob.size(), ann);
  EXPECT_FALSE(read_report(text));
  // A report without its last lines is no report, though its chain holds.
  std::string unsigned_one = file();
  unsigned_one.resize(unsigned_one.find("\n{\"n\":7") + 1);
  const auto report = read_report(unsigned_one);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_TRUE(report->closed());
  EXPECT_EQ(report->unsigned_by().size(), 4U);
}

}  // namespace
}  // namespace chancery::ceremony
