#include "ceremony/act.h"

#include <algorithm>
#include <array>

namespace chancery::ceremony {
namespace {

using enum Form;

constexpr std::string_view kKeyGeneration = "CP/CPS 5.2.2, 6.1.1, 6.2.2; TLS BR 6.1.1.1";
constexpr std::string_view kRootSigning = "CP/CPS 4.3.1; TLS BR 4.3.1.1; NT-63";
constexpr std::string_view kDualControl = "CP/CPS 5.2.2: at least dual control";

constexpr std::array kEnrol{Parameter{"person", text, true}};
constexpr std::array kCreateActivation{Parameter{"threshold", number, true},
                                       Parameter{"holders", texts, true}};
constexpr std::array kCreateRoot{Parameter{"name", text, true}, Parameter{"subject", text, true},
                                 Parameter{"hierarchy", text, false}, Parameter{"key", text, false},
                                 Parameter{"days", number, false}};
constexpr std::array kCreateSubordinate{
    Parameter{"name", text, true},    Parameter{"parent", text, true},
    Parameter{"subject", text, true}, Parameter{"key", text, false},
    Parameter{"days", number, false}, Parameter{"crl_shards", number, false}};
constexpr std::array kRequest{
    Parameter{"name", text, true},     Parameter{"subject", text, true},
    Parameter{"out", text, true},      Parameter{"hierarchy", text, false},
    Parameter{"key", text, false},     Parameter{"crl_shards", number, false},
    Parameter{"succeeds", text, false}};
constexpr std::array kChangeKey{Parameter{"of", text, true}, Parameter{"name", text, true},
                                Parameter{"subject", text, true}, Parameter{"key", text, false},
                                Parameter{"days", number, false}};
constexpr std::array kCertify{Parameter{"issuer", text, true}, Parameter{"csr", text, true},
                              Parameter{"out", text, true}, Parameter{"days", number, false}};
constexpr std::array kCross{
    Parameter{"issuer", text, true},     Parameter{"certificate", text, true},
    Parameter{"out", text, true},        Parameter{"csr", text, false},
    Parameter{"use", text, false},       Parameter{"purposes", texts, false},
    Parameter{"policies", texts, false}, Parameter{"from_existing", flag, false},
    Parameter{"days", number, false}};
constexpr std::array kCrossRequest{Parameter{"issuer", text, true}, Parameter{"out", text, true}};
constexpr std::array kCrossAccept{Parameter{"certificate", text, true}};
constexpr std::array kAccept{Parameter{"name", text, true}, Parameter{"certificate", text, true}};
constexpr std::array kPublish{Parameter{"issuer", text, true}, Parameter{"out", text, true}};
constexpr std::array kTerminate{Parameter{"issuer", text, true},
                                Parameter{"revoke_valid", flag, false}};
constexpr std::array kDestroy{Parameter{"issuer", text, true}};
constexpr std::array kBackUp{Parameter{"issuer", text, true}, Parameter{"out", text, true}};
constexpr std::array kRecover{Parameter{"backup", text, true}};

constexpr std::array kActs{
    Act{"enrol", 3, "CP/CPS 5.2.3", kEnrol},
    Act{"create-activation", 3, "CP/CPS 5.2.2, 6.4.1; NT-141", kCreateActivation},
    Act{"renew-activation", 3, "CP/CPS 5.2.2, 6.2.2, 6.4.1; NT-106, NT-141", kCreateActivation},
    Act{"activate", 3, "CP/CPS 5.2.2, 6.2.8; NT-139", {}},
    Act{"deactivate", 2, "CP/CPS 6.2.9; NT-139", {}},
    Act{"create-root", 3, kKeyGeneration, kCreateRoot},
    Act{"create-subordinate", 3, kKeyGeneration, kCreateSubordinate},
    Act{"request-subordinate", 3, kKeyGeneration, kRequest},
    Act{"change-key", 3, "CP/CPS 5.2.2, 5.6, 6.1.1; NT-125", kChangeKey},
    Act{"certify", 2, kRootSigning, kCertify},
    Act{"cross-certify", 2, "CP/CPS 4.3.1; TLS BR 4.3.1.1, 7.1.2.2; NT-63, NT-148", kCross},
    Act{"cross-request", 2, kDualControl, kCrossRequest},
    Act{"cross-accept", 2, kDualControl, kCrossAccept},
    Act{"accept-certificate", 2, kDualControl, kAccept},
    Act{"publish-crl", 2, kRootSigning, kPublish},
    Act{"terminate", 2, "CP/CPS 5.8; NT-130", kTerminate},
    Act{"destroy-key", 3, "CP/CPS 6.2.10; NT-140", kDestroy},
    Act{"back-up-key", 3, "CP/CPS 5.2.2, 6.2.4; NT-138", kBackUp},
    Act{"recover-key", 3, "CP/CPS 5.2.2, 6.2.6", kRecover},
};

}  // namespace

std::span<const Act> all_acts() {
  return kActs;
}

const Act* find_act(std::string_view name) {
  const auto found = std::ranges::find(kActs, name, &Act::name);
  return found == kActs.end() ? nullptr : &*found;
}

}  // namespace chancery::ceremony
