using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Kd.Tasks.Running;

/// <summary>
/// A few lines that change in place, below those of MSBuild's terminal logger. It paints upwards from where the cursor stands and clears what is
/// below, so that lines there never meet its own as long as the cursor comes back to its place. Linux only.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const uint AskForSize = 0x5413;
    private const int UsualWidth = 80;
    private const string Clear = "\r\u001b[J";

    private readonly FileStream _output;

    private Terminal(FileStream output) => _output = output;

    /// <summary>How many characters fit in a line, without the last, behind which some terminals begin another.</summary>
    public int Width => (TryGetSize(_output.SafeFileHandle, out var size) && size.Columns > 0 ? size.Columns : UsualWidth) - 1;

    /// <summary>The terminal that a process writes its output to; nothing if that is a file, a pipe, or cannot be opened.</summary>
    /// <param name="process">The process.</param>
    public static Terminal? Of(int process)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return null;
        }

        FileStream? output = null;
        try
        {
            // Without a buffer: what is written at once is not mixed with what others write.
            output = new($"/proc/{process}/fd/1", FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            if (TryGetSize(output.SafeFileHandle, out _))
            {
                return new(output);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Then there is none to write to.
        }

        output?.Dispose();
        return null;
    }

    /// <summary>Shows lines in the place of those before. An empty one stays above them: the logger's next line.</summary>
    /// <param name="lines">The lines, none longer than <see cref="Width"/>.</param>
    public void Show(IReadOnlyCollection<string> lines) => Write($"{Clear}\n{string.Join("\n", lines)}\u001b[{lines.Count}A\r");

    public void Dispose()
    {
        Write(Clear);
        _output.Dispose();
    }

    private void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            _output.Write(bytes, 0, bytes.Length);
            _output.Flush();
        }
        catch (IOException)
        {
            // The terminal was closed; the build hears of that by itself.
        }
    }

    private static bool TryGetSize(SafeFileHandle file, out Size size)
    {
        size = default;
        return Control(file, AskForSize, ref size) == 0;
    }

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int Control(SafeFileHandle file, UIntPtr request, ref Size size);

    private static int Control(SafeFileHandle file, uint request, ref Size size) => Control(file, new UIntPtr(request), ref size);

    [StructLayout(LayoutKind.Sequential)]
    private struct Size
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
