#include "linter/process_linter.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "linter/errors.h"
#include "linter/testing_programs.h"

namespace chancery::linter {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::IsEmpty;

const Bytes kDer = {0x30, 0x00};

Document document() {
  return {DocumentKind::certificate, policy::PolicySet::public_trust, kDer};
}

net::Deadline soon() {
  return net::Deadline::in(seconds(20));
}

std::string code_of(const Result<std::vector<Finding>>& findings) {
  return findings ? "ok" : std::string(findings.error().code());
}

class ProcessLinterTest : public ::testing::Test {
 protected:
  std::string asked(const std::string& body, Duration time = seconds(20)) {
    ProcessLinter linter("zlint", programs_.make(body), 2);
    return code_of(linter.look(document(), net::Deadline::in(time)));
  }

  Programs programs_;
};

TEST_F(ProcessLinterTest, GivesWhatTheProgramFinds) {
  ProcessLinter linter("zlint", programs_.make(kFindsAFault), 1);
  const std::vector<Finding> expected = {{"zlint", "e_one", lint::Severity::error, "BR 7", "bad"}};
  EXPECT_EQ(linter.look(document(), soon()).value(), expected);
  EXPECT_EQ(linter.version(soon()).value(),
            (Version{"zlint", "v3.7.3", to_seconds(*parse_time("2026-10-25T16:45:24Z"))}));
}

TEST_F(ProcessLinterTest, TellsKindAndScopeOfWhatItShows) {
  ProcessLinter linter("zlint", programs_.make("    say('{\"failure\":\"%s\"}' % frame().hex())\n"),
                       1);
  const auto seen = [&](DocumentKind kind, policy::PolicySet set) {
    return linter.look({kind, set, kDer}, soon()).value().at(0).detail;
  };
  EXPECT_EQ(seen(DocumentKind::certificate, policy::PolicySet::public_trust), "63703000");
  EXPECT_EQ(seen(DocumentKind::crl, policy::PolicySet::public_trust), "6c703000");
  EXPECT_EQ(seen(DocumentKind::certificate, policy::PolicySet::smime_trust), "63703000");
  EXPECT_EQ(seen(DocumentKind::ocsp_response, policy::PolicySet::private_trust), "6f723000");
}

TEST_F(ProcessLinterTest, OneProcessServesManyQuestions) {
  ProcessLinter linter("zlint", programs_.make(kFindsNothing), 4);
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(linter.look(document(), soon()).value(), IsEmpty());
  }
  EXPECT_EQ(programs_.processes(), 1U);
}

TEST_F(ProcessLinterTest, NeverHasMoreProcessesThanItsPool) {
  ProcessLinter linter("zlint", programs_.make("    frame(); time.sleep(0.05); say('{}')\n"), 2);
  std::vector<std::jthread> callers;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] { answered += linter.look(document(), soon()) ? 1 : 0; });
  }
  callers.clear();
  EXPECT_EQ(answered, 8);
  EXPECT_LE(programs_.processes(), 2U);
}

TEST_F(ProcessLinterTest, ADeadProcessIsReplacedAndTheQuestionAskedAgain) {
  ProcessLinter linter("zlint",
                       programs_.make("    frame()\n    if first: os.abort()\n    say('{}')\n"), 1);
  EXPECT_EQ(code_of(linter.look(document(), soon())), "ok");
  EXPECT_EQ(programs_.processes(), 2U);
}

TEST_F(ProcessLinterTest, OneThatDiedWhileItHadNothingToDoIsReplaced) {
  ProcessLinter linter("zlint",
                       programs_.make("    frame(); say('{}')\n    if first: sys.exit(0)\n"), 1);
  EXPECT_EQ(code_of(linter.look(document(), soon())), "ok");
  EXPECT_EQ(code_of(linter.look(document(), soon())), "ok");
  EXPECT_EQ(programs_.processes(), 2U);
}

TEST_F(ProcessLinterTest, OneThatAlwaysCrashesIsAnErrorAndSoonLeftAlone) {
  ProcessLinter linter("zlint", programs_.make("    frame(); os.abort()\n"), 1);
  EXPECT_EQ(code_of(linter.look(document(), soon())), "linter_died");
  std::string code;
  for (int i = 0; i < 3 && code != "linter_resting"; ++i) {
    code = code_of(linter.look(document(), soon()));
  }
  EXPECT_EQ(code, "linter_resting");
  EXPECT_LE(programs_.processes(), 4U);
}

TEST_F(ProcessLinterTest, ReturnsAfterARest) {
  const std::string program = programs_.make(kFindsNothing);
  const std::string away = program + ".away";
  std::filesystem::rename(program, away);
  ProcessLinter linter("zlint", program, 1);
  while (code_of(linter.look(document(), soon())) != "linter_resting") {
  }
  std::filesystem::rename(away, program);
  const auto deadline = soon();
  while (!linter.look(document(), soon()) && !deadline.passed()) {
    std::this_thread::yield();
  }
  EXPECT_EQ(code_of(linter.look(document(), soon())), "ok");
}

TEST_F(ProcessLinterTest, OneThatHangsIsKilledAtTheDeadline) {
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(asked("    frame(); time.sleep(3600)\n", milliseconds(1500)), "linter_timeout");
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(15));
}

TEST_F(ProcessLinterTest, OneThatDoesNotReadIsKilledAtTheDeadline) {
  ProcessLinter linter("zlint", programs_.make("    time.sleep(3600)\n"), 1);
  const Bytes large(1 << 22);  // more than a pipe holds
  EXPECT_EQ(code_of(linter.look({DocumentKind::crl, policy::PolicySet::public_trust, large},
                                net::Deadline::in(milliseconds(1500)))),
            "linter_timeout");
}

TEST_F(ProcessLinterTest, GarbageIsNoAnswer) {
  EXPECT_EQ(asked("    frame(); say('hello')\n"), "linter_malformed");
  EXPECT_EQ(asked("    frame(); say('[1,2]')\n"), "linter_malformed");
  EXPECT_EQ(asked("    frame(); say('{\"ok\":true}')\n"), "linter_malformed");
  EXPECT_EQ(asked("    frame(); say('{\"findings\":[7]}')\n"), "linter_malformed");
  EXPECT_EQ(asked("    frame(); raw(bytes(4))\n"), "linter_malformed");
  EXPECT_EQ(asked("    frame(); raw(b'not a frame at all')\n"), "linter_malformed");
}

TEST_F(ProcessLinterTest, AFloodIsCutOff) {
  EXPECT_EQ(asked("    raw(b'\\xff' * 65536)\n"), "linter_malformed");
}

TEST_F(ProcessLinterTest, HalfAnAnswerIsNone) {
  EXPECT_EQ(asked("    frame(); raw(b'\\0\\0\\0\\x10{'); sys.exit(0)\n"), "linter_died");
}

TEST_F(ProcessLinterTest, WhatIsSaidUnaskedIsNotTakenForTheNextAnswer) {
  ProcessLinter linter(
      "zlint", programs_.make("    frame()\n    raw(b'\\0\\0\\0\\2{}' * (2 if first else 1))\n"),
      1);
  EXPECT_EQ(code_of(linter.look(document(), soon())), "ok");
  EXPECT_EQ(code_of(linter.look(document(), soon())), "ok");
  EXPECT_EQ(programs_.processes(), 2U) << "the one that spoke unasked was kept";
}

TEST_F(ProcessLinterTest, AProgramThatIsNotThereIsAnError) {
  ProcessLinter linter("zlint", "/nonexistent/linter", 1);
  EXPECT_EQ(code_of(linter.look(document(), soon())), "linter_not_runnable");
}

TEST_F(ProcessLinterTest, ItsProcessHasNoneOfOurFilesAndNoEnvironment) {
  const int ours = ::open("/dev/null", O_RDONLY);  // as a careless library would open it
  ::setenv("CHANCERY_TEST_SECRET", "x", 1);
  ProcessLinter linter(
      "zlint",
      programs_.make("    frame()\n    say('{\"failure\":\"%s %s\"}' % (sorted(os.listdir("
                     "'/proc/self/fd')), 'CHANCERY_TEST_SECRET' in os.environ))\n"),
      1);
  const std::string seen = linter.look(document(), soon()).value().at(0).detail;
  ::close(ours);
  EXPECT_EQ(seen, "['0', '1', '2', '3'] False") << "3 is the list of the folder itself";
}

}  // namespace
}  // namespace chancery::linter
