using System.Reflection;
using System.Runtime.Loader;
using Kd.Training;

namespace Kd.Host;

/// <summary>Runs what requests ask for. A stage that fails ends those alone that need its weights.</summary>
internal sealed class RequestRunner(EventWriter events, StopRequest stop)
{
    private readonly List<StageRequest> _failed = [];
    private bool _hasBegun;
    private bool _isStopped;

    /// <summary>Runs the stages of requests in their order.</summary>
    /// <param name="files">The requests.</param>
    /// <returns>The code to exit with: 0 if all went well.</returns>
    public int Run(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            Run(file);
            if (_isStopped)
            {
                return stop.ExitCode;
            }
        }

        return events.HasError ? 1 : 0;
    }

    private void Run(string file)
    {
        StageRequest? request = null;
        Assembly? user = null;
        try
        {
            request = StageRequest.Read(file) with { Reporter = events, Stop = stop.Token };
            events.Stage = request.Stage;
            if (_failed.Find(before => Needs(request, before)) is { } failed)
            {
                _failed.Add(request);
                events.Progress($"{request.Stage} needs what {failed.Stage} did not come to: it is not run.");
                return;
            }

            Begin(request);
            user = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(request.Assembly));
            PlannedCode.Demand(request);
            StageRunner.Run(user, request);
            PlannedCode.Demand(request);
        }
        catch (OperationCanceledException e) when (stop.Token.IsCancellationRequested)
        {
            _isStopped = true;

            // Who pressed Ctrl-C knows what happened.
            if (stop.IsSignal)
            {
                events.Error(new KdException("KD3020", $"The training process got SIGTERM. {e.Message}"), user);
            }
            else
            {
                events.Progress(e.Message);
            }
        }
        catch (Exception e)
        {
            if (request is not null)
            {
                _failed.Add(request);
            }

            events.Error(e, user);
        }
    }

    private void Begin(StageRequest request)
    {
        if (!_hasBegun)
        {
            Listen(request);
            DebuggerWait.IfAsked(events);
        }

        _hasBegun = true;
    }

    private void Listen(StageRequest request)
    {
        if (request.Check)
        {
            // It has nothing to save.
            ParentWatch.Start(request.Parents, stopFile: null, () => Environment.Exit(stop.ExitCode));
            return;
        }

        stop.Listen();
        ParentWatch.Start(request.Parents, request.StopFile, () => stop.Stop());
    }

    private static bool Needs(StageRequest request, StageRequest before) =>
        request.Weights.Values.Any(weights => weights.StartsWith(before.Output + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
