// Every lint by name. To add one: write its file, declare it here, put it into registry.cpp.
#pragma once

#include "lint/lint.h"

namespace chancery::lint {

namespace rfc5280 {
extern const Lint kVersion3;
extern const Lint kSerialPositive;
extern const Lint kSerialLength;
extern const Lint kIssuerNotEmpty;
extern const Lint kIssuerMatches;
extern const Lint kTimeEncoding;
extern const Lint kValidityOrder;
extern const Lint kCaSubjectNotEmpty;
extern const Lint kSubjectIdentified;
extern const Lint kEmptySubjectCriticalSan;
extern const Lint kNoUniqueIds;
extern const Lint kExtensionsUnique;
extern const Lint kDefaultNotEncoded;
extern const Lint kExtensionValueIsDer;
extern const Lint kCriticalKnown;
extern const Lint kNeverCritical;
extern const Lint kAuthorityKeyIdPresent;
extern const Lint kAuthorityKeyIdMatches;
extern const Lint kCaSubjectKeyIdPresent;
extern const Lint kKeyUsageNotEmpty;
extern const Lint kKeyUsageEncoding;
extern const Lint kCertSignNeedsCa;
extern const Lint kCaBasicConstraints;
extern const Lint kPathLengthNeedsCa;
extern const Lint kSanNotEmpty;
extern const Lint kSanDnsSyntax;
extern const Lint kSanIpLength;
extern const Lint kSanEmailSyntax;
extern const Lint kSanUriAbsolute;
extern const Lint kSanNamesUnique;
extern const Lint kStringBounds;
extern const Lint kStringTypes;
extern const Lint kEkuContent;
extern const Lint kPoliciesUnique;
extern const Lint kOcspResponderNoCheck;
extern const Lint kOcspResponderPurpose;
}  // namespace rfc5280

namespace cabf_br {
extern const Lint kValidityDays;
extern const Lint kNotBeforeNearSigning;
extern const Lint kRootValidity;
extern const Lint kSerialEntropy;
extern const Lint kSignatureAlgorithmBytes;
extern const Lint kSignatureFitsKey;
extern const Lint kSpkiAlgorithmBytes;
extern const Lint kRsaKeySize;
extern const Lint kRsaExponentRange;
extern const Lint kSanPresent;
extern const Lint kSanCriticality;
extern const Lint kSanKinds;
extern const Lint kSanLowerCase;
extern const Lint kWildcardWholeLabel;
extern const Lint kReservedLabels;
extern const Lint kSanNamesAllowed;
extern const Lint kSanAddressesAllowed;
extern const Lint kCommonNameInSan;
extern const Lint kDvSubjectAttributes;
extern const Lint kCommonNameDiscouraged;
extern const Lint kOrganizationalUnitForbidden;
extern const Lint kSingleValuedRdns;
extern const Lint kAttributesOnce;
extern const Lint kAttributeOrder;
extern const Lint kNoFiller;
extern const Lint kCountryCode;
extern const Lint kEkuServerAuth;
extern const Lint kEkuForbidden;
extern const Lint kPrecertificateSigningCa;
extern const Lint kPrecertificatePoison;
extern const Lint kSctListContent;
extern const Lint kKeyUsageRsa;
extern const Lint kKeyUsageEcdsa;
extern const Lint kKeyUsagePresent;
extern const Lint kKeyUsageCritical;
extern const Lint kCaKeyUsage;
extern const Lint kOcspResponderKeyUsage;
extern const Lint kOcspResponderExtensions;
extern const Lint kOneReservedPolicy;
extern const Lint kAnyPolicyForbidden;
extern const Lint kPolicyQualifiers;
extern const Lint kAiaPresent;
extern const Lint kAiaContent;
extern const Lint kAccessLocationsUnique;
extern const Lint kCrlDistributionPointsPresent;
extern const Lint kCrlDistributionPointsContent;
extern const Lint kCrlDistributionPointsOne;
extern const Lint kAuthorityKeyIdOnly;
extern const Lint kSubjectKeyIdDiscouraged;
extern const Lint kSubscriberExtensions;
extern const Lint kSubscriberBasicConstraints;
extern const Lint kSubscriberCriticality;
extern const Lint kCaSubject;
extern const Lint kCaPolicies;
extern const Lint kSubordinateCaEku;
extern const Lint kRootEkuForbidden;
extern const Lint kRootAuthorityKeyId;
}  // namespace cabf_br

namespace root_program {
extern const Lint kChromeLeafServerAuthOnly;
extern const Lint kChromeCaServerAuthOnly;
extern const Lint kMozillaCaEku;
extern const Lint kAppleServer825Days;
}  // namespace root_program

namespace cps {
extern const Lint kSerial126Bits;
extern const Lint kNotBeyondIssuer;
extern const Lint kNamesAtMost100;
extern const Lint kRootKeySize;
extern const Lint kAlreadyExpired;
extern const Lint kIssuerIsAnother;
extern const Lint kPlainText;
}  // namespace cps

}  // namespace chancery::lint
