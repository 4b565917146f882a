using System.Reflection;
using System.Runtime.Loader;
using Kd.Host;
using Kd.Training;

// Kd.Host.dll REQUEST.json: runs one stage of the user's built assembly. Written by the Distill target; can be run again by hand.
using var phase = new PhaseFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(args[0]))!, "phase"));
var events = new EventWriter(Console.Out, phase);
Assembly? user = null;
try
{
    var request = StageRequest.Read(args[0]) with { Reporter = events };
    ParentWatch.Start(request.Parents);
    DebuggerWait.IfAsked(events);
    user = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(request.Assembly));
    PlannedCode.Demand(request);
    StageRunner.Run(user, request);
    PlannedCode.Demand(request);
    return 0;
}
catch (Exception e)
{
    events.Error(e, user);
    return 1;
}
