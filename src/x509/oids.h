// The object identifiers of X.509, PKCS and OCSP that this room reads and writes.
#pragma once

#include "der/oid.h"

namespace chancery::x509 {

using der::Oid;

// Attribute types of names (X.520; RFC 5280 appendix A.1; RFC 4519).
inline constexpr Oid kCommonName{2, 5, 4, 3};
inline constexpr Oid kSurname{2, 5, 4, 4};
inline constexpr Oid kSerialNumber{2, 5, 4, 5};
inline constexpr Oid kCountry{2, 5, 4, 6};
inline constexpr Oid kLocality{2, 5, 4, 7};
inline constexpr Oid kStateOrProvince{2, 5, 4, 8};
inline constexpr Oid kStreetAddress{2, 5, 4, 9};
inline constexpr Oid kOrganization{2, 5, 4, 10};
inline constexpr Oid kOrganizationalUnit{2, 5, 4, 11};
inline constexpr Oid kTitle{2, 5, 4, 12};
inline constexpr Oid kBusinessCategory{2, 5, 4, 15};
inline constexpr Oid kPostalCode{2, 5, 4, 17};
inline constexpr Oid kGivenName{2, 5, 4, 42};
inline constexpr Oid kDnQualifier{2, 5, 4, 46};
inline constexpr Oid kPseudonym{2, 5, 4, 65};
inline constexpr Oid kOrganizationIdentifier{2, 5, 4, 97};
inline constexpr Oid kUserId{0, 9, 2342, 19200300, 100, 1, 1};
inline constexpr Oid kDomainComponent{0, 9, 2342, 19200300, 100, 1, 25};
inline constexpr Oid kEmailAddress{1, 2, 840, 113549, 1, 9, 1};
// EV Guidelines section 7.1.4.2.5.
inline constexpr Oid kJurisdictionLocality{1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 1};
inline constexpr Oid kJurisdictionState{1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 2};
inline constexpr Oid kJurisdictionCountry{1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3};

// Extensions of certificates and CRLs (RFC 5280 sections 4.2, 5.2, 5.3).
inline constexpr Oid kSubjectKeyIdentifier{2, 5, 29, 14};
inline constexpr Oid kKeyUsage{2, 5, 29, 15};
inline constexpr Oid kSubjectAltName{2, 5, 29, 17};
inline constexpr Oid kIssuerAltName{2, 5, 29, 18};
inline constexpr Oid kBasicConstraints{2, 5, 29, 19};
inline constexpr Oid kCrlNumber{2, 5, 29, 20};
inline constexpr Oid kReasonCode{2, 5, 29, 21};
inline constexpr Oid kInvalidityDate{2, 5, 29, 24};
inline constexpr Oid kDeltaCrlIndicator{2, 5, 29, 27};
inline constexpr Oid kIssuingDistributionPoint{2, 5, 29, 28};
inline constexpr Oid kNameConstraints{2, 5, 29, 30};
inline constexpr Oid kCrlDistributionPoints{2, 5, 29, 31};
inline constexpr Oid kCertificatePolicies{2, 5, 29, 32};
inline constexpr Oid kAnyPolicy{2, 5, 29, 32, 0};
inline constexpr Oid kPolicyMappings{2, 5, 29, 33};
inline constexpr Oid kAuthorityKeyIdentifier{2, 5, 29, 35};
inline constexpr Oid kPolicyConstraints{2, 5, 29, 36};
inline constexpr Oid kExtendedKeyUsage{2, 5, 29, 37};
inline constexpr Oid kInhibitAnyPolicy{2, 5, 29, 54};
inline constexpr Oid kAuthorityInfoAccess{1, 3, 6, 1, 5, 5, 7, 1, 1};
inline constexpr Oid kTlsFeature{1, 3, 6, 1, 5, 5, 7, 1, 24};
inline constexpr Oid kAcmeIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 31};
inline constexpr Oid kCpsQualifier{1, 3, 6, 1, 5, 5, 7, 2, 1};
// RFC 6962 sections 3.1 and 3.3.
inline constexpr Oid kSctList{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2};
inline constexpr Oid kPrecertificatePoison{1, 3, 6, 1, 4, 1, 11129, 2, 4, 3};

// Purposes of extendedKeyUsage (RFC 5280 section 4.2.1.12; RFC 6962 section 3.1).
inline constexpr Oid kAnyExtendedKeyUsage{2, 5, 29, 37, 0};
inline constexpr Oid kServerAuth{1, 3, 6, 1, 5, 5, 7, 3, 1};
inline constexpr Oid kClientAuth{1, 3, 6, 1, 5, 5, 7, 3, 2};
inline constexpr Oid kCodeSigning{1, 3, 6, 1, 5, 5, 7, 3, 3};
inline constexpr Oid kEmailProtection{1, 3, 6, 1, 5, 5, 7, 3, 4};
inline constexpr Oid kTimeStamping{1, 3, 6, 1, 5, 5, 7, 3, 8};
inline constexpr Oid kOcspSigning{1, 3, 6, 1, 5, 5, 7, 3, 9};
inline constexpr Oid kPrecertificateSigning{1, 3, 6, 1, 4, 1, 11129, 2, 4, 4};

// Access methods of authorityInfoAccess (RFC 5280 section 4.2.2.1).
inline constexpr Oid kAccessOcsp{1, 3, 6, 1, 5, 5, 7, 48, 1};
inline constexpr Oid kAccessCaIssuers{1, 3, 6, 1, 5, 5, 7, 48, 2};

// OCSP (RFC 6960 section 4.2.1, appendix B; RFC 9654).
inline constexpr Oid kOcspBasicResponse{1, 3, 6, 1, 5, 5, 7, 48, 1, 1};
inline constexpr Oid kOcspNonce{1, 3, 6, 1, 5, 5, 7, 48, 1, 2};
inline constexpr Oid kOcspNoCheck{1, 3, 6, 1, 5, 5, 7, 48, 1, 5};

// PKCS#7 and PKCS#9 (RFC 2315, RFC 2985).
inline constexpr Oid kPkcs7Data{1, 2, 840, 113549, 1, 7, 1};
inline constexpr Oid kPkcs7SignedData{1, 2, 840, 113549, 1, 7, 2};
inline constexpr Oid kChallengePassword{1, 2, 840, 113549, 1, 9, 7};
inline constexpr Oid kExtensionRequest{1, 2, 840, 113549, 1, 9, 14};

}  // namespace chancery::x509
