namespace Kd.Host;

/// <summary>Asks a stage to stop when the build that started it is gone, however it went, or wants it to.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Begins to watch.</summary>
    /// <param name="parents">The processes that must live, on Linux.</param>
    /// <param name="stopFile">The file by which the build asks; nothing if it does not.</param>
    /// <param name="stop">Asks the stage to stop.</param>
    public static void Start(IReadOnlyList<int> parents, string? stopFile, Action stop)
    {
        var watched = OperatingSystem.IsLinux() ? parents : [];
        if (watched.Count == 0 && stopFile is null)
        {
            return;
        }

        // A thread that polls: the kernel's own signal (PR_SET_PDEATHSIG) comes when the thread that started us ends.
        new Thread(() =>
        {
            while (watched.All(IsAlive) && !File.Exists(stopFile))
            {
                Thread.Sleep(_interval);
            }

            stop();
        }) { IsBackground = true, Name = "Kd parent watch" }.Start();
    }

    // A process that has ended stays in the list, as a zombie, until its own parent has looked; some parents never do.
    private static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
