import Foundation
import ServiceCore

/// How a server or a library writes a secret that it repeats.
enum SecretSpelling: CaseIterable {
    case plain, percent, everyByte, form, json, ascii, slashes, html, references, base64, credentials, nested

    func spell(_ text: String) -> String {
        switch self {
        case .plain: text
        case .percent: PercentEncoding.encode(text).replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
        case .everyByte: text.utf8.map { "%" + Self.hexadecimal(UInt16($0), 2) }.joined()
        case .form: PercentEncoding.encode(text).replacing("%20", with: "+")
        case .json: Self.json(text)
        case .ascii: text.utf16.map { "\\u" + Self.hexadecimal($0, 4) }.joined()
        case .slashes: Self.json(text).replacing("/", with: "\\/")
        case .html: Self.html(text)
        case .references: text.unicodeScalars.map { "&#\($0.value);" }.joined()
        case .base64: Self.base64(text)
        case .credentials: "Basic \(Self.base64("user:" + text))"
        case .nested: PercentEncoding.encode(Self.json("\"\(Self.json(text))\""))
        }
    }

    /// What tells a text in this spelling, whatever stands around it.
    func signs(of text: String) -> SecretSigns {
        switch self {
        case .base64, .credentials:
            // Where the text begins among the digits depends on what stands before it.
            SecretSigns(
                windowed: (0..<3).map { offset in
                    String(Self.base64(String(repeating: " ", count: offset) + text).dropFirst(4).dropLast(4))
                }
            )
        case .everyByte, .ascii, .references:
            // Eight of its characters, as in any other spelling, which are many more here.
            SecretSigns(
                whole: [text.prefix(8), text.dropFirst(4).prefix(8), text.suffix(8)].map { spell(String($0)) }
            )
        default: SecretSigns(windowed: [text])
        }
    }

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    private static func json(_ text: String) -> String {
        let bytes = (try? JSONWriter().write(.string(text))) ?? []
        return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }

    private static func html(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    private static func hexadecimal(_ number: UInt16, _ count: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: count - digits.count) + digits
    }
}
