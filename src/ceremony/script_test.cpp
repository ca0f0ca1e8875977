#include "ceremony/script.h"

#include <gtest/gtest.h>

#include "ceremony/errors.h"
#include "ceremony/people_for_tests.h"

namespace chancery::ceremony {
namespace {

std::string refusal(const std::string& text) {
  const auto script = Script::parse(text);
  if (script) {
    return "";
  }
  EXPECT_TRUE(script.error().is(kScriptMalformed));
  return std::string(script.error().parameter("reason"));
}

TEST(CeremonyScript, NamesPeopleWitnessesAndSteps) {
  People people;
  const auto script = Script::parse(people.script(kMakeRoot + kCertifySub)).value();
  EXPECT_EQ(script.title(), "Test");
  ASSERT_EQ(script.people().size(), 4U);
  EXPECT_FALSE(script.person("ann")->witness);
  EXPECT_TRUE(script.person("wil")->witness);
  ASSERT_EQ(script.steps().size(), 2U);
  EXPECT_EQ(script.steps()[0].title(), "1 create-root");
  EXPECT_EQ(script.steps()[0].text("name"), "r");
  EXPECT_EQ(script.steps()[0].act->people, 3);
  EXPECT_EQ(script.steps()[1].act->people, 2);
  EXPECT_EQ(script.steps()[1].commanded_by, "bob");
}

TEST(CeremonyScript, NobodyIsInItTwiceOrInAnotherOffice) {
  People people;
  EXPECT_NE(refusal(people.script(people.table("ann") + kMakeRoot)), "");
  People other;
  std::string twin = other.table("dan");
  twin.replace(twin.find("key = "), std::string::npos,
               people.table("ann").substr(people.table("ann").find("key = ")));
  EXPECT_NE(refusal(people.script(twin + kMakeRoot)), "") << "two names for one key";
  EXPECT_NE(refusal(people.script(people.table("eve", "person", "internal-auditor") + kMakeRoot)),
            "");
  EXPECT_NE(refusal(people.script(people.table("eve", "person", "applicant") + kMakeRoot)), "");
  EXPECT_NE(refusal(people.script(people.table("../x") + kMakeRoot)), "");
}

TEST(CeremonyScript, WhatIsNotKnownOrNotWholeIsRefused) {
  People people;
  const auto with = [&](const std::string& steps) { return refusal(people.script(steps)); };
  EXPECT_EQ(with(kMakeRoot), "");
  EXPECT_NE(with(""), "") << "no step";
  EXPECT_NE(with(step_of("make-coffee")), "");
  EXPECT_NE(with(step_of("create-root", "name = \"r\"")), "") << "no subject";
  EXPECT_NE(with(step_of("create-root", "name = \"r\"\nsubject = \"CN=R\"\ncolour = \"red\"")), "");
  EXPECT_NE(with(step_of("create-root", "name = \"r\"\nsubject = \"CN=R\"\ndays = \"ten\"")), "");
  EXPECT_NE(with(step_of("activate", "", "wil")), "") << "a witness commands nothing";
  EXPECT_NE(with(step_of("activate", "", "zoe")), "");
  EXPECT_NE(refusal("title = \"T\"\ncolour = \"red\"\n"), "");
  EXPECT_NE(refusal("title = \"T\"\n[[person]]\nid = \"a\"\n"), "");
  EXPECT_NE(refusal("title = "), "");
  EXPECT_NE(refusal(std::string(300'000, '#')), "");
}

TEST(CeremonyScript, SharesAreForThreeAtLeast) {
  People people;
  for (const std::string act : {"create-activation", "renew-activation"}) {
    const auto with = [&](const std::string& threshold, const std::string& holders) {
      return refusal(people.script(
          step_of(act, "threshold = " + threshold + "\nholders = [" + holders + "]")));
    };
    EXPECT_EQ(with("3", R"("ann", "bob", "cho")"), "");
    EXPECT_NE(with("2", R"("ann", "bob", "cho")"), "");
    EXPECT_NE(with("4", R"("ann", "bob", "cho")"), "");
    EXPECT_NE(with("3", R"("ann", "bob", "bob")"), "");
    EXPECT_NE(with("3", R"("ann", "bob", "wil")"), "");
  }
}

TEST(CeremonyCredential, OpensWithItsPassphraseForItsPersonAlone) {
  People people;
  const Secret passphrase("ann's own words");
  const auto made = make_credential(passphrase).value();
  std::string text = people.script(kMakeRoot);
  const std::string key = to_base64(people.key_of("ann").public_key().spki_der());
  text.replace(text.find(key), key.size(), made.key);
  const auto script = Script::parse(text).value();
  EXPECT_TRUE(open_credential(*script.person("ann"), made.file, passphrase));
  EXPECT_TRUE(open_credential(*script.person("ann"), made.file, Secret("guess"))
                  .error()
                  .is(kCredentialUnusable));
  EXPECT_TRUE(
      open_credential(*script.person("bob"), made.file, passphrase).error().is(kCredentialForeign));
  EXPECT_EQ(made.file.find("BEGIN PRIVATE KEY"), std::string::npos);
}

}  // namespace
}  // namespace chancery::ceremony
