namespace Kd.Host;

/// <summary>Ends this process when the build that started it is gone, however it went.</summary>
internal static class ParentWatch
{
    private const int Terminated = 143;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    public static void Start(IReadOnlyList<int> parents)
    {
        if (parents.Count == 0 || !OperatingSystem.IsLinux())
        {
            return;
        }

        // A thread that polls: the kernel's own signal (PR_SET_PDEATHSIG) comes when the thread that started us ends.
        new Thread(() =>
        {
            while (parents.All(IsAlive))
            {
                Thread.Sleep(_interval);
            }

            Environment.Exit(Terminated);
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
