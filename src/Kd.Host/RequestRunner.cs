using System.Reflection;
using System.Runtime.Loader;
using Kd.Training;

namespace Kd.Host;

/// <summary>Runs what requests ask for. A stage that fails ends those alone that need its weights.</summary>
internal sealed class RequestRunner(EventWriter events)
{
    private readonly List<StageRequest> _failed = [];
    private bool _hasBegun;

    /// <summary>Runs the stages of requests in their order.</summary>
    /// <param name="files">The requests.</param>
    /// <returns>Whether all went well.</returns>
    public bool Run(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            Run(file);
        }

        return !events.HasError;
    }

    private void Run(string file)
    {
        StageRequest? request = null;
        Assembly? user = null;
        try
        {
            request = StageRequest.Read(file) with { Reporter = events };
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
            ParentWatch.Start(request.Parents);
            DebuggerWait.IfAsked(events);
        }

        _hasBegun = true;
    }

    private static bool Needs(StageRequest request, StageRequest before) =>
        request.Weights.Values.Any(weights => weights.StartsWith(before.Output + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
