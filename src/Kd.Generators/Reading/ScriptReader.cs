using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Looks at teachers that are TorchScript files: attribute and base class belong together.</summary>
internal sealed class ScriptReader(Problems problems)
{
    /// <summary>Whether a class that is a teacher, a student or both is a script rightly or not at all.</summary>
    public bool IsRight(INamedTypeSymbol type)
    {
        var derives = type.BaseType.DerivesFromKd("ScriptTeacher");
        var fault = TeacherMark.IsScript(type) switch
        {
            true when type.FindKdAttribute("StudentAttribute") is not null => "a script cannot learn: take away [Student]",
            true when !derives => "[TeacherScript] is for a class without code: derive it from ScriptTeacher, or from ScriptTeacher<(Tensor, Tensor)> if the script returns a tuple",
            true when type.FindKdAttribute("TeacherAttribute") is not null => "it is marked twice: take away [Teacher]",
            false when derives => $"it derives from ScriptTeacher: mark it with [TeacherScript(\"file.pt\")] in place of [{Mark(type)}]",
            _ => null,
        };
        if (fault is not null)
        {
            problems.Add(Descriptors.WrongScript, type, type.Name, fault);
        }

        return fault is null;
    }

    private static string Mark(INamedTypeSymbol type) => type.FindKdAttribute("TeacherAttribute") is null ? "Student" : "Teacher";
}
