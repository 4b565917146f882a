using System.Reflection;
using Kd.IO;
using Kd.Native;
using Kd.Scripts;
using TorchSharp;

namespace Kd.Training;

/// <summary>Loads what <c>Distill</c> left beside the program. Called by the generated <c>LoadDistilled</c>.</summary>
public static class DistilledModel
{
    /// <summary>Loads the weights of a student that <c>dotnet build -t:Distill</c> trained.</summary>
    /// <param name="model">The student, just made.</param>
    /// <param name="name">Its name among the results.</param>
    /// <returns>The model, in evaluation mode.</returns>
    /// <exception cref="KdException">There is none yet (KD3005), or its class has changed since (KD3006).</exception>
    public static T Load<T>(T model, string name)
        where T : torch.nn.Module
    {
        var file = Path.Combine(Folder(name), RunArtifacts.WeightsName(StageRole.Student));
        try
        {
            ModelWeights.Load(model, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KdException("KD3005", $"There is no distilled {name} at {file} yet. Make it: dotnet build -t:Distill.", e);
        }
        catch (InvalidDataException e)
        {
            throw new KdException("KD3006", $"{e.Message} Has the class changed since? Make it anew: dotnet build -t:Distill.", e);
        }

        if (OneDnn.IsBlind && ConvolutionCheck.FindWrong(model, () => default) is not null)
        {
            OneDnn.Enable(false);
        }

        model.eval();
        return model;
    }

    /// <summary>Where the results of a model are: <c>distilled/NAME</c> in the program's folder.</summary>
    internal static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "distilled", name);

    /// <summary>
    /// Where the weights of a stage are: of a teacher, which for a teacher assistant are those of a student; of a student's stage before
    /// the last, as in <c>X.hint</c>; or of a model that a group trained.
    /// </summary>
    /// <param name="model">A model of the assembly that declares the stage.</param>
    /// <param name="name">The name of the stage, or of the model in its group.</param>
    internal static string WeightsFile(torch.nn.Module model, string name)
    {
        var declared = model.GetType().Assembly.GetCustomAttributes<DistillStageAttribute>().FirstOrDefault(s => s.Name == name || s.Models.Contains(name));
        return Path.Combine(Folder(name), RunArtifacts.WeightsName(declared?.Role ?? StageRole.Teacher, model is IScripted));
    }
}
