using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>hf/BASIS</c>: Hartree–Fock in a basis set that ships, "hf/6-31g*". Charge and multiplicity are those of each structure.</summary>
sealed class HartreeFockKind : IPotentialKind
{
    const string Method = "hf/";

    public string Name => "hf";

    public string Usage => "hf/6-31g*";

    public bool Claims(PotentialName name) => name.Text.StartsWith(Method, StringComparison.OrdinalIgnoreCase) || name.Text.Equals(Name, StringComparison.OrdinalIgnoreCase);

    public IPotential Open(PotentialName name)
    {
        if (name.Text.Length <= Method.Length)
            throw name.Error($"'hf' wants a basis set, as in '{Usage}'; there are {string.Join(", ", BasisLibrary.Names)}.");
        try
        {
            return new HartreeFockPotential(name.Title, BasisSet.Named(name.Text[Method.Length..]));
        }
        catch (PotentialException e)
        {
            throw name.Error(e.Message, Method.Length, name.Text.Length - Method.Length);
        }
    }
}
