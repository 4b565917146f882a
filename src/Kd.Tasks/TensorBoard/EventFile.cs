namespace Kd.Tasks.TensorBoard;

/// <summary>
/// An event file as TensorBoard reads it: TFRecords with an <c>Event</c> each (<c>tensorflow/core/util/event.proto</c>). Its few fields are written by hand, as
/// a protobuf library would be one more assembly to load beside the task, and knows nothing of TFRecords.
/// </summary>
internal static class EventFile
{
    private const string Version = "brain.Event:2";

    /// <summary>The bytes of a file.</summary>
    /// <param name="start">When the run began, in seconds since 1970.</param>
    /// <param name="points">What was measured, in its order.</param>
    public static byte[] Write(double start, IEnumerable<ScalarPoint> points)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        Record(writer, new ProtoMessage().Add(WallTime, start).Add(FileVersion, Version));
        foreach (var point in points)
        {
            var summary = new ProtoMessage();
            foreach (var scalar in point.Scalars)
            {
                summary.Add(SummaryValue, new ProtoMessage().Add(ValueTag, scalar.Key).Add(ValueSimple, (float)scalar.Value));
            }

            Record(writer, new ProtoMessage().Add(WallTime, start + point.Seconds).Add(Step, (long)point.Epoch).Add(EventSummary, summary));
        }

        return file.ToArray();
    }

    private static void Record(BinaryWriter writer, ProtoMessage message)
    {
        var data = message.ToArray();
        var length = BitConverter.GetBytes((ulong)data.Length);
        writer.Write(length);
        writer.Write(MaskedCrc32C.Of(length));
        writer.Write(data);
        writer.Write(MaskedCrc32C.Of(data));
    }

    // The numbers of the fields of Event, of Summary and of Summary.Value.
    private const int WallTime = 1, Step = 2, FileVersion = 3, EventSummary = 5;
    private const int SummaryValue = 1;
    private const int ValueTag = 1, ValueSimple = 2;
}
