import ServiceCore

/// One reading of a model from keywords.
///
/// It happens once without looking left and right, which is fast. Only where that fails it happens again and records: what is missing or does
/// not fit is noted down and a value of its type made up, so that the model reads on and every problem is found.
final class DecodingRun {
    /// The first problem of a fast reading, or one behind which a recording one cannot go on.
    struct Stopped: Error {}

    let codec: any ServiceCodec
    let isRecording: Bool
    var problems: [ModelProblem] = []
    /// The type of which no value could be made up.
    var stoppedAt: String?
    private(set) var members: [Members] = []

    init(codec: any ServiceCodec, isRecording: Bool) {
        self.codec = codec
        self.isRecording = isRecording
    }

    func register(_ members: Members) {
        self.members.append(members)
    }

    func note(_ kind: ModelProblem.Kind, _ name: String, _ message: @autoclosure () -> String) throws(Stopped) {
        guard isRecording else { throw Stopped() }
        problems.append(ModelProblem(kind, name, message()))
    }
}
