#include "keys/token_report.h"

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "keys/errors.h"
#include "keys/folder_for_tests.h"
#include "keys/renewal.h"
#include "keys/token_setup.h"

namespace chancery::keys {
namespace {

constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";

// A real SoftHSM with one blank token in its slot.
class BlankToken : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_ / "tokens");
    folder_.write("softhsm2.conf", "directories.tokendir = " + (folder_ / "tokens").string() +
                                       "\nobjectstore.backend = file\nlog.level = ERROR\n");
    setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
  }

  [[nodiscard]] Pkcs11Settings settings(const std::string& label) const {
    Pkcs11Settings made;
    made.module_path = kModule;
    made.token_label = label;
    made.pin = activation_.user_pin();
    made.retry_for = std::chrono::milliseconds(300);
    return made;
  }

  static bool tells(const TokenReport& report, std::string_view what) {
    for (const auto& problem : report.problems) {
      if (problem.what.find(what) != std::string::npos) {
        return !problem.remedy.empty();
      }
    }
    return false;
  }

  TestFolder folder_;
  SystemRandom random_;
  Activation activation_ = Activation::generate(random_);
};

TEST_F(BlankToken, BecomesOursOnceAndOpensWithItsOwnSecretOnly) {
  EXPECT_FALSE(token_answers_to(kModule, "ours", activation_).value());
  ASSERT_TRUE(initialize_token(kModule, "ours", activation_));
  EXPECT_TRUE(token_answers_to(kModule, "ours", activation_).value());
  EXPECT_TRUE(initialize_token(kModule, "ours", activation_).error().is(kTokenExists));
  const Activation other = Activation::generate(random_);
  EXPECT_FALSE(token_answers_to(kModule, "ours", other).value());
  EXPECT_TRUE(initialize_token(kModule, "ours", other).error().is(kTokenExists));
  auto store = Pkcs11KeyStore::load(settings("ours"), random_).value();
  EXPECT_TRUE(store->generate("root", crypto::kP256));
  EXPECT_FALSE(initialize_token(kModule, std::string(40, 'x'), activation_));
}

// A person leaves: what that person had a share of opens nothing, at any point of the way.
TEST_F(BlankToken, ChangesHandsAndGoesOnWhereItStopped) {
  ASSERT_TRUE(initialize_token(kModule, "ours", activation_));
  {
    auto store = Pkcs11KeyStore::load(settings("ours"), random_).value();
    ASSERT_TRUE(store->generate("root", crypto::kP256));
  }
  const Activation fresh = Activation::generate(random_);
  for (int attempt = 0; attempt < 2; ++attempt) {
    EXPECT_TRUE(change_pins(kModule, "ours", activation_, fresh));
    EXPECT_FALSE(token_answers_to(kModule, "ours", activation_).value());
    EXPECT_TRUE(token_answers_to(kModule, "ours", fresh).value());
  }
  const Activation stranger = Activation::generate(random_);
  EXPECT_TRUE(change_pins(kModule, "ours", activation_, stranger).error().is(kTokenPinRefused));
  EXPECT_TRUE(token_answers_to(kModule, "ours", fresh).value());
  EXPECT_FALSE(change_pins(kModule, "nobody's", activation_, fresh));
  EXPECT_TRUE(change_pins(kModule, "ours", fresh, activation_)) << "the officer's, too";
}

TEST_F(BlankToken, DoctorTellsWhatIsMissingAndWhatToDo) {
  EXPECT_TRUE(tells(inspect_token(settings("ours")).value(), "no token has the label"));
  ASSERT_TRUE(initialize_token(kModule, "ours", activation_));
  auto store = Pkcs11KeyStore::load(settings("ours"), random_).value();
  ASSERT_TRUE(store->generate("root", crypto::kP384));
  const auto good = inspect_token(settings("ours")).value();
  EXPECT_TRUE(good.healthy()) << good.problems.front().what;
  ASSERT_EQ(good.keys.size(), 1U);
  EXPECT_EQ(good.keys[0].kind, "ECDSA P-384");
  EXPECT_TRUE(good.keys[0].never_extractable && good.keys[0].always_sensitive);
  EXPECT_NE(good.library.find("SoftHSM"), std::string::npos);
  auto wrong = settings("ours");
  wrong.pin = Secret("not this one");
  EXPECT_TRUE(tells(inspect_token(std::move(wrong)).value(), "PIN"));
  EXPECT_TRUE(inspect_token({.module_path = "/nowhere.so", .token_label = "x", .pin = {}})
                  .error()
                  .is(kTokenModuleUnusable));
}

TEST_F(BlankToken, DoctorFindsAKeyThatCanBeTakenOut) {
  ASSERT_TRUE(initialize_token(kModule, "ours", activation_));
  const std::string command = fmt::format(
      "pkcs11-tool --module {} --token-label ours --login --pin {} --keypairgen --key-type "
      "EC:prime256v1 "
      "--label loose --extractable >/dev/null 2>&1",
      kModule, activation_.user_pin().reveal_text());
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto report = inspect_token(settings("ours")).value();
  EXPECT_TRUE(tells(report, "can be taken out"));
}

}  // namespace
}  // namespace chancery::keys
