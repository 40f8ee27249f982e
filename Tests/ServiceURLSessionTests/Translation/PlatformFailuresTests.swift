import Foundation
import ServiceCore
import Testing

@testable import ServiceURLSession

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

struct PlatformFailuresTests {
    /// Messages from the sources of libcurl 7.61 to 8.17, with what each says.
    static let messages: [(String, LibcurlSymptom?)] = [
        ("Failed to connect to ssl.example.com port 80 after 0 ms: Couldn't connect to server", .noConnection),
        ("Failed to connect to header.example.com port 443: Connection refused", .noConnection),
        ("connect to 127.0.0.1 port 1 from 127.0.0.1 port 2 failed: Connection refused", .noConnection),
        ("Could not connect to server", .noConnection),
        ("Immediate connect fail for 10.0.0.1: Network is unreachable", .noConnection),
        ("Connection timed out after 300000 milliseconds", .noConnection),
        ("Connection timeout after 300000 ms", .noConnection),
        ("CONNECT tunnel failed, response 403", .noConnection),
        ("Received HTTP code 407 from proxy after CONNECT", .noConnection),
        ("OpenSSL SSL_connect: Connection reset by peer in connection to example.com:443", .noSecureConnection),
        ("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to example.com:443", .noSecureConnection),
        ("SSL certificate problem: self-signed certificate", .noSecureConnection),
        ("SSL: no alternative certificate subject name matches target host name 'a'", .noSecureConnection),
        ("gnutls_handshake() failed: The TLS connection was non-properly terminated.", .noSecureConnection),
        ("error:0A00010B:SSL routines::wrong version number", .noSecureConnection),
        ("TLS connect error: error:00000000:lib(0)::reason(0)", .noSecureConnection),
        ("SSL connect error", .noSecureConnection),
        ("Couldn't use specified SSL cipher", .noSecureConnection),
        ("Recv failure: Connection reset by peer", .brokenConnection),
        ("Send failure: Broken pipe", .brokenConnection),
        ("Failure when receiving data from the peer", .brokenConnection),
        ("Failed sending data to the peer", .brokenConnection),
        ("Empty reply from server", .brokenConnection),
        ("Server returned nothing (no headers, no data)", .brokenConnection),
        ("OpenSSL SSL_read: Connection reset by peer, errno 104", .brokenConnection),
        ("OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading, errno 0", .brokenConnection),
        ("GnuTLS recv error (-110): The TLS connection was non-properly terminated.", .brokenConnection),
        ("HTTP/2 stream 1 was not closed cleanly: INTERNAL_ERROR (err 2)", .brokenConnection),
        ("Error in the HTTP2 framing layer", .brokenConnection),
        ("transfer closed with 3 bytes remaining to read", .truncatedBody),
        ("transfer closed with outstanding read data remaining", .truncatedBody),
        ("Transferred a partial file", .truncatedBody),
        ("Received HTTP/0.9 when not allowed", .malformedResponse),
        ("Unsupported HTTP version (3.7) in response", .malformedResponse),
        ("Unsupported HTTP/1 subversion in response", .malformedResponse),
        ("Header without colon", .malformedResponse),
        ("Too large response headers: 307215 > 307200", .malformedResponse),
        ("Invalid Content-Length: value", .malformedResponse),
        ("Weird server reply", .malformedResponse),
        ("Illegal or missing hexadecimal sequence in chunked-encoding", .malformedResponse),
        ("Error while processing content unencoding: incorrect header check", .malformedResponse),
        ("Unrecognized or bad HTTP Content or Transfer-Encoding", .malformedResponse),
        ("Out of memory", .malformedResponse),
        ("", nil),
    ]

    @Test(arguments: messages)
    func whatLibcurlSays(message: String, symptom: LibcurlSymptom?) {
        #expect(LibcurlSymptom(message) == symptom)
    }

    struct Case: Sendable {
        var code: URLError.Code
        var symptom: LibcurlSymptom?
        var isSecure = false
        var headArrived = false
        var expected: TransportError.Code
    }

    static let cases: [Case] = [
        Case(code: .cannotFindHost, expected: .hostNotFound),
        Case(code: .cannotConnectToHost, expected: .connectionFailed),
        Case(code: .cannotConnectToHost, symptom: .noConnection, expected: .connectionFailed),
        // The first address of the host refused, and the second one broke.
        Case(code: .cannotConnectToHost, symptom: .brokenConnection, expected: .connectionLost),
        Case(code: .cannotConnectToHost, symptom: .noSecureConnection, isSecure: true, expected: .tlsFailed),
        Case(code: .cannotConnectToHost, headArrived: true, expected: .connectionLost),
        Case(code: .timedOut, symptom: .noConnection, expected: .connectionFailed),
        Case(code: .timedOut, expected: .connectionLost),
        Case(code: .badServerResponse, symptom: .brokenConnection, expected: .connectionLost),
        Case(code: .badServerResponse, expected: .malformedResponse),
        Case(code: .unknown, symptom: .noConnection, expected: .connectionFailed),
        Case(code: .unknown, symptom: .noSecureConnection, isSecure: true, expected: .tlsFailed),
        Case(code: .unknown, symptom: .noSecureConnection, expected: .other),
        Case(code: .unknown, symptom: .brokenConnection, isSecure: true, expected: .connectionLost),
        Case(code: .unknown, symptom: .truncatedBody, headArrived: true, expected: .truncatedBody),
        Case(code: .unknown, symptom: .truncatedBody, expected: .connectionLost),
        Case(code: .unknown, symptom: .malformedResponse, headArrived: true, expected: .malformedResponse),
        Case(code: .unknown, headArrived: true, expected: .connectionLost),
        Case(code: .unknown, expected: .other),
    ]

    @Test(arguments: cases)
    func codes(expected: Case) {
        let code = TransportError.Code(
            URLError(expected.code),
            symptom: expected.symptom,
            isSecure: expected.isSecure,
            headArrived: expected.headArrived
        )
        #expect(code == expected.expected)
    }

    @Test func theCauseDoesNotTellTheQuery() async throws {
        // Nobody listens there; the port of a server that was stopped may be that of another test by now.
        let origin = ServiceURL.Origin(scheme: "http", host: "127.0.0.1", port: 1)
        let request = ServiceRequest(url: ServiceURL(origin: origin, path: "/", query: "api_key=hunter2"))
        let error = await #expect(throws: TransportError.self) {
            try await URLSessionTransport().send(request, deadline: nil) { _ in }
        }
        let cause = try #require(error?.cause as? URLError)
        #expect(cause.code == .cannotConnectToHost)
        #expect(!"\(String(describing: error)) \(cause) \((cause as NSError).userInfo)".contains("hunter2"))
        #expect("\((cause as NSError).userInfo)".contains("onnect"))
    }
}
