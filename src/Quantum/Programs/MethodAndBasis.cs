using System.Text.RegularExpressions;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>What stands behind the colon of <c>psi4:mp2(full)/cc-pvdz</c>, in lower case.</summary>
/// <param name="Method">As it is usually called: "hf", "mp2", "ccsd(t)".</param>
/// <param name="Full">Whether the electrons of the cores are correlated too.</param>
sealed partial record MethodAndBasis(string Method, bool Full, string Basis)
{
    /// <summary>As it is written in the potential grammar: "ccsd(t,full)/cc-pvdz".</summary>
    public string Text => $"{(!Full ? Method : Method.EndsWith(')') ? Method[..^1] + ",full)" : Method + "(full)")}/{Basis}";

    /// <exception cref="PotentialGrammarException">It is not of this form.</exception>
    public static MethodAndBasis Of(PotentialName name)
    {
        var kind = name.Prefix.ToLowerInvariant();
        if (Expression().Match((name.Arguments ?? "").ToLowerInvariant()) is not { Success: true } match)
            throw name.Error($"'{kind}' wants a method and a basis set: {kind}:hf/def2-svp, {kind}:mp2(full)/cc-pvdz, {kind}:ccsd(t)/cc-pvtz.");
        var words = match.Groups["more"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var rest = words.Where(w => w != "full").ToArray();
        if (rest.Length > 1 || words.Length != words.Distinct().Count())
            throw name.Error($"In the parentheses stand the letter of a method and 'full': {kind}:ccsd(t,full)/cc-pvdz.");
        var method = match.Groups["method"].Value + (rest.Length == 1 ? $"({rest[0]})" : "");
        return new MethodAndBasis(method == "scf" ? "hf" : method, words.Contains("full"), match.Groups["basis"].Value);
    }

    [GeneratedRegex(@"^(?<method>[a-z0-9_.+-]+)(\((?<more>[a-z,]+)\))?/(?<basis>[a-z0-9_.+*(),-]+)$")]
    private static partial Regex Expression();
}
