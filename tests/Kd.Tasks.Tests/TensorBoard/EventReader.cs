using System.Buffers.Binary;
using Kd.Tasks.TensorBoard;
using Tensorboard;

namespace Kd.Tasks.Tests.TensorBoard;

/// <summary>Reads event files by the classes that were generated from TensorBoard's own <c>.proto</c> files, which TorchSharp has.</summary>
internal static class EventReader
{
    public static IReadOnlyList<Event> Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        var events = new List<Event>();
        while (!file.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(MaskedCrc32C.Of(file[..8].ToArray()), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            var data = file.Slice(12, length).ToArray();
            Assert.Equal(MaskedCrc32C.Of(data), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            events.Add(Event.Parser.ParseFrom(data));
            file = file[(16 + length)..];
        }

        return events;
    }
}
