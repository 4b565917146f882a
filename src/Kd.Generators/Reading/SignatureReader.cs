using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads what a loss's <c>Forward</c> or a metric's <c>Update</c> takes: parameters that are bound by their names.</summary>
internal sealed class SignatureReader(Problems problems)
{
    private static readonly Dictionary<string, ArgumentSource> _ofBatch = new()
    {
        ["labels"] = ArgumentSource.Labels,
        ["mask"] = ArgumentSource.Mask,
        ["sampleIds"] = ArgumentSource.SampleIds,
    };

    private const string OfBatch = "'Tensor labels', 'Tensor mask' and 'Tensor sampleIds'";

    /// <summary>Reads the <c>Forward</c> of a loss.</summary>
    /// <param name="word">The word that names the loss.</param>
    /// <param name="loss">The loss.</param>
    public EquatableArray<ArgumentSpec>? Forward(AttributeData word, INamedTypeSymbol loss)
    {
        var isSeveral = TermReader.IsSeveral(word.AttributeClass);
        var isTask = word.AttributeClass.DerivesFromKd("TaskLossAttribute");
        var isOnClass = !word.AttributeClass.DerivesFromKd("MemberKnowledgeAttribute");
        var accepted = isTask ? $"'Tensor student', {OfBatch}"
            : $"{(isSeveral ? "'Tensor[] student' and 'Tensor[] teacher', of all places (or with logits, and 'studentFeatures' and 'teacherFeatures' of the places)" : "'Tensor student', 'Tensor teacher' (or Tensor[])")}, {OfBatch}, a StepContext, and modules of the teacher by [TeacherModule]";
        return Read(word, loss, "Forward", "'Tensor Forward(...)'", m => m.ReturnType.IsTensor(), accepted, parameter =>
        {
            var isArray = parameter.Type is IArrayTypeSymbol { ElementType: var element } && element.IsTensor();
            var isFeature = isArray || ((!isSeveral || TakesFeatures(parameter)) && parameter.Type.IsTensor());
            return parameter.Name switch
            {
                "studentFeatures" when isSeveral && isOnClass && (isArray || parameter.Type.IsTensor()) => new(ArgumentSource.StudentFeatures, isArray),
                "teacherFeatures" when isSeveral && isOnClass && isArray => new(ArgumentSource.TeacherFeatures, isArray),
                "student" when isFeature => new(ArgumentSource.Student, isArray),
                "teacher" when isFeature && !isTask => new(ArgumentSource.Teacher, isArray),
                _ when !isTask && parameter.Type is { Name: "StepContext", ContainingNamespace.Name: "Training" } => new(ArgumentSource.Step, false),
                _ when !isTask && IsModule(parameter.Type, out var areModules) && parameter.FindKdAttribute("TeacherModuleAttribute") is { ConstructorArguments.Length: 1 } module =>
                    new(ArgumentSource.TeacherModule, areModules, module.ConstructorArguments[0].Value as string),
                _ => FromBatch(parameter),
            };
        });
    }

    /// <summary>Reads the <c>Update</c> of a metric.</summary>
    public EquatableArray<ArgumentSpec>? Update(AttributeData word, INamedTypeSymbol metric) =>
        Read(word, metric, "Update", "'void Update(...)'", m => m.ReturnsVoid, $"'Tensor predictions', {OfBatch}", parameter =>
            parameter.Name == "predictions" && parameter.Type.IsTensor() ? new(ArgumentSource.Student, false) : FromBatch(parameter));

    // A loss that tells features from logits takes logits as what it calls student and teacher.
    private static bool TakesFeatures(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method && method.Parameters.Any(p => p.Name == "studentFeatures");

    private static bool IsModule(ITypeSymbol type, out bool isArray)
    {
        isArray = type is IArrayTypeSymbol;
        return (type is IArrayTypeSymbol array ? array.ElementType : type).IsTensorModule();
    }

    private static ArgumentSpec? FromBatch(IParameterSymbol parameter) =>
        parameter.Type.IsTensor() && _ofBatch.TryGetValue(parameter.Name, out var source) ? new(source, false, IsOptional: parameter.HasExplicitDefaultValue) : null;

    private EquatableArray<ArgumentSpec>? Read(
        AttributeData word, INamedTypeSymbol type, string name, string form, Func<IMethodSymbol, bool> returnsRight, string accepted,
        Func<IParameterSymbol, ArgumentSpec?> bind)
    {
        var methods = type.SelfAndBases()
            .Select(t => t.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.DeclaredAccessibility == Accessibility.Public && !m.IsStatic).ToList())
            .FirstOrDefault(m => m.Count > 0) ?? [];
        if (methods.Count != 1 || methods[0].IsGenericMethod || !returnsRight(methods[0]))
        {
            problems.Add(Descriptors.WrongLossClass, word, word.Word(), type.ToDisplayString(), $"has no single public {form}");
            return null;
        }

        var arguments = new List<ArgumentSpec>();
        foreach (var parameter in methods[0].Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In) || bind(parameter) is not { } argument)
            {
                problems.Add(
                    Descriptors.WrongLossClass, word, word.Word(), type.ToDisplayString(),
                    $"has {(name == "Update" ? "an" : "a")} {name} with the parameter '{parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'; it may have {accepted}");
                return null;
            }

            arguments.Add(argument);
        }

        return EquatableArray.From(arguments);
    }
}
