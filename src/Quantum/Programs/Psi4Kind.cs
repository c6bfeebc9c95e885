using System.Text.RegularExpressions;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary><c>psi4:METHOD/BASIS</c>: ab initio by the program Psi4. Cores are frozen unless <c>full</c> is said: <c>psi4:mp2(full)/cc-pvdz</c>, <c>psi4:ccsd(t,full)/cc-pvdz</c>.</summary>
sealed partial class Psi4Kind : IPotentialKind
{
    public string Name => "psi4";

    public string Usage => "psi4:ccsd(t)/cc-pvdz";

    public IPotential Open(PotentialName name)
    {
        if (Expression().Match((name.Arguments ?? "").ToLowerInvariant()) is not { Success: true } match)
            throw name.Error("'psi4' wants a method and a basis set: psi4:hf/def2-svp, psi4:mp2(full)/cc-pvdz, psi4:ccsd(t)/cc-pvtz.");
        var words = match.Groups["more"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var full = words.Contains("full");
        var rest = words.Where(w => w != "full").ToArray();
        if (rest.Length > 1 || words.Length != words.Distinct().Count())
            throw name.Error("In the parentheses stand the letter of a method and 'full': psi4:ccsd(t,full)/cc-pvdz.");
        var method = match.Groups["method"].Value + (rest.Length == 1 ? $"({rest[0]})" : "");
        return new ProgramPotential(new Psi4Program(method == "scf" ? "hf" : method, match.Groups["basis"].Value, full));
    }

    [GeneratedRegex(@"^(?<method>[a-z0-9_.+-]+)(\((?<more>[a-z,]+)\))?/(?<basis>[a-z0-9_.+*(),-]+)$")]
    private static partial Regex Expression();
}
