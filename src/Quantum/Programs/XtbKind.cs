using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary><c>xtb:gfn2</c>, <c>xtb:gfn1</c>: tight binding by the program xtb.</summary>
sealed class XtbKind : IPotentialKind
{
    public string Name => "xtb";

    public string Usage => "xtb:gfn2";

    public IPotential Open(PotentialName name)
    {
        var arguments = new PotentialArguments(name);
        var (first, second) = (arguments.Flag("gfn1"), arguments.Flag("gfn2"));
        arguments.Finish();
        if (first == second)
            throw name.Error("'xtb' wants one method: xtb:gfn2 or xtb:gfn1.");
        return new ProgramPotential(new XtbProgram(first ? 1 : 2));
    }
}
