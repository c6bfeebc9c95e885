using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Nuclei and basis functions of a structure in atomic units, with the shell pairs that all integrals are made of. Immutable.</summary>
internal sealed class Molecule
{
    // Closer than any molecule, and where the functions of two atoms begin to coincide; bohr.
    const double Coincident = 0.1;

    /// <exception cref="PotentialException">The structure is periodic or empty, atoms coincide, or the set lacks an element.</exception>
    public Molecule(Structure structure, BasisSet basis, Team team)
    {
        if (structure.Count == 0)
            throw new PotentialException("The structure has no atoms.");
        if (structure.Periodic.Any)
            throw new PotentialException("The structure is periodic; quantum chemistry here treats molecules only. Cut a cluster out of it, or write it without a cell.");
        Elements = structure.Elements.ToArray();
        Positions = [.. structure.Positions.Select(r => r * (1 / Units.Bohr))];
        Charges = [.. Elements.Select(e => (double)e.AtomicNumber)];
        Repulsion = NuclearRepulsion();
        Shells = Shell.Place(basis, Elements, Positions);
        Functions = Shells.Sum(s => s.Count);
        Pairs = new ShellPair[Shells.Length * (Shells.Length + 1) / 2];
        team.Run(new PairJob(this), Shells.Length);
    }

    public Element[] Elements { get; }

    /// <summary>bohr.</summary>
    public Vec3[] Positions { get; }

    /// <summary>Nuclear charges, e.</summary>
    public double[] Charges { get; }

    /// <summary>Energy of the nuclei among themselves, Eh.</summary>
    public double Repulsion { get; }

    public Shell[] Shells { get; }

    /// <summary>Number of basis functions.</summary>
    public int Functions { get; }

    /// <summary>Pairs (i, j) of shells with j ≤ i, at i (i + 1) / 2 + j.</summary>
    public ShellPair[] Pairs { get; }

    double NuclearRepulsion()
    {
        var sum = 0.0;
        for (var i = 0; i < Positions.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var distance = (Positions[i] - Positions[j]).Length;
                if (!(distance > Coincident))
                    throw new PotentialException($"Atoms {j + 1} and {i + 1} ({Elements[j].Symbol}, {Elements[i].Symbol}) are {distance * Units.Bohr:0.####} Å apart: they coincide. Check the structure and its units.");
                sum += Charges[i] * Charges[j] / distance;
            }
        }
        return sum;
    }

    sealed class PairJob(Molecule molecule) : IJob
    {
        public void Run(int index, int worker)
        {
            // Bounds need scratch memory for large blocks; it lives as long as one row of pairs.
            var repulsion = new Repulsion();
            for (var j = 0; j <= index; j++)
            {
                var pair = new ShellPair(molecule.Shells[index], molecule.Shells[j]);
                repulsion.Evaluate(pair, pair);
                var largest = 0.0;
                for (var c = 0; c < pair.Count; c++)
                    largest = Math.Max(largest, repulsion.Integrals[c * pair.Stride + c]);
                pair.Bound = Math.Sqrt(largest);
                molecule.Pairs[index * (index + 1) / 2 + j] = pair;
            }
        }
    }
}
