using Kd.Generators.Diagnostics;
using Kd.Generators.Emission;
using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators;

/// <summary>
/// Writes the taps of each teacher and student, and the classes that train them. Says nothing about wrong declarations: that is
/// the analyzers' part.
/// </summary>
[Generator]
public sealed class DistillationGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var teachers = Teachers(context, "TeacherAttribute", TrackingNames.Teachers);
        var scripts = Teachers(context, "TeacherScriptAttribute", TrackingNames.Scripts);

        var students = Students(context, "Kd.StudentAttribute`1", TrackingNames.Students);
        var ownStudents = Students(context, "Kd.StudentAttribute", TrackingNames.OwnStudents);

        var data = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Kd.DistillationDataAttribute",
            static (node, _) => node is MethodDeclarationSyntax,
            static (c, _) => DataReader.Read((IMethodSymbol)c.TargetSymbol, Problems.Ignored))
            .WithTrackingName(TrackingNames.Data)
            .Collect()
            .Select(static (all, _) => all.Length == 1 ? all[0] : null)
            .WithTrackingName(TrackingNames.OneData);

        context.RegisterSourceOutput(Models(teachers).WithTrackingName(TrackingNames.TeacherModels), WriteModel);
        context.RegisterSourceOutput(Models(scripts).WithTrackingName(TrackingNames.ScriptModels), WriteModel);
        context.RegisterSourceOutput(Models(students).WithTrackingName(TrackingNames.StudentModels), WriteModel);
        context.RegisterSourceOutput(Runs(teachers).Combine(data).WithTrackingName(TrackingNames.TeacherRuns), WriteRun);
        context.RegisterSourceOutput(Runs(scripts).Combine(data).WithTrackingName(TrackingNames.ScriptRuns), WriteRun);
        context.RegisterSourceOutput(Runs(students).Combine(data).WithTrackingName(TrackingNames.StudentRuns), WriteRun);
        context.RegisterSourceOutput(Models(ownStudents).WithTrackingName(TrackingNames.OwnStudentModels), WriteModel);
        context.RegisterSourceOutput(Runs(ownStudents).Combine(data).WithTrackingName(TrackingNames.OwnStudentRuns), WriteRun);
    }

    private static IncrementalValuesProvider<ClassSpec?> Teachers(IncrementalGeneratorInitializationContext context, string attribute, string step) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "Kd." + attribute,
            static (node, _) => node is ClassDeclarationSyntax,
            (c, cancellation) => IsStudent(c.TargetSymbol) || TeacherMark.Find(c.TargetSymbol) != c.TargetSymbol.FindKdAttribute(attribute) || !IsFirst(c, attribute)
                ? null // A student's places and run are written as a student's, and those of a class that is marked twice once.
                : Read(c, type => new ClassReader(c.SemanticModel.Compilation, Problems.Ignored, cancellation).ReadTeacher(type)))
            .WithTrackingName(step);

    private static IncrementalValuesProvider<ClassSpec?> Students(IncrementalGeneratorInitializationContext context, string attribute, string step) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is ClassDeclarationSyntax,
            static (c, cancellation) => !IsFirst(c, "StudentAttribute")
                ? null
                : Read(c, type => new ClassReader(c.SemanticModel.Compilation, Problems.Ignored, cancellation).ReadStudent(type)))
            .WithTrackingName(step);

    private static ClassSpec? Read(GeneratorAttributeSyntaxContext context, Func<INamedTypeSymbol, ClassSpec> read)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return ReadProgram.Of(context.SemanticModel.Compilation).Get(type.FullName(), () => read(type));
    }

    private static IncrementalValuesProvider<ModelSpec?> Models(IncrementalValuesProvider<ClassSpec?> classes) => classes.Select(static (c, _) => c?.Model);

    private static IncrementalValuesProvider<RunSpec> Runs(IncrementalValuesProvider<ClassSpec?> classes) =>
        classes.SelectMany(static (c, _) => c is null ? Enumerable.Empty<RunSpec>() : c.Runs);

    private static bool IsStudent(ISymbol symbol) => symbol.FindKdAttribute("StudentAttribute") is not null;

    // A class that was copied and not yet renamed, whose parts repeat the attribute, or that has [Student] in both forms is met once for each.
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, string attribute) =>
        context.TargetSymbol.FindKdAttribute(attribute) is { ApplicationSyntaxReference: { } first } found && context.Attributes.Contains(found)
            && first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span);

    private static void WriteModel(SourceProductionContext context, ModelSpec? model)
    {
        if (model is not null)
        {
            context.AddSource(HintName(model, model.Name), ModelEmitter.Emit(model));
        }
    }

    private static void WriteRun(SourceProductionContext context, (RunSpec Run, DataSpec? Data) pair)
    {
        if (pair.Data is { } data && RunEmitter.Emit(pair.Run, data) is { } source)
        {
            context.AddSource(HintName(pair.Run.Model, pair.Run.ClassName), source);
        }
    }

    // Roslyn takes no '@' in the name of a file.
    private static string HintName(ModelSpec model, string name) =>
        (model.Namespace.Length == 0 ? $"{name}.g.cs" : $"{model.Namespace}.{name}.g.cs").Replace("@", "");
}
