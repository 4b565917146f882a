using System.ComponentModel;
using System.Diagnostics;

namespace Kd.EndToEnd.Tests;

/// <summary>The sample whose teacher is trained with PyTorch, and whose student goes back there. Skipped where there is no PyTorch.</summary>
public sealed class PyTorchTests
{
    private static readonly string[] _pythons = ["/usr/bin/python3", "python3"];

    [SkippableFact]
    public void A_teacher_comes_from_PyTorch_and_its_student_says_there_what_it_says_here()
    {
        var python = Array.Find(_pythons, each => Run(each, ".", "-c", "import torch").ExitCode == 0);
        Skip.If(python is null, "There is no Python with PyTorch: apt-get install python3-torch.");
        using var project = SampleProject.CopyOf("FromPyTorch");
        var teacher = Path.Combine(project.Folder, "teacher.safetensors");
        File.Delete(teacher);

        Assert.StartsWith("test accuracy 0.9", Succeeded(Run(python, project.Folder, "train_teacher.py")));
        var built = project.Build("-t:Distill", "-p:KdEpochs=3").Succeeded();
        Assert.Contains("PyTorchStudent: teacher 0.9", built.Log);
        var logits = Path.Combine(project.Folder, "logits.csv");
        Succeeded(project.RunWith(logits));

        var student = Path.Combine(project.ResultsOf("PyTorchStudent"), "student.safetensors");
        Assert.StartsWith("359 digits, largest difference of a logit ", Succeeded(Run(python, project.Folder, "check_student.py", student, logits)));
    }

    private static string Succeeded((int ExitCode, string Output) run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }

    private static (int ExitCode, string Output) Run(string python, string folder, params string[] arguments)
    {
        try
        {
            return Programs.Finish(new ProcessStartInfo(python, arguments) { WorkingDirectory = folder });
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
