using Kd.Host;

// Kd.Host.dll REQUEST.json ...: runs stages of the user's built assembly, one behind the other. Written by the build's targets; can be run again by hand.
using var phase = new PhaseFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(args[0]))!, "phase"));
using var stop = new StopRequest(() => phase.IsTraining);
return new RequestRunner(new(Console.Out, phase), stop).Run(args);
