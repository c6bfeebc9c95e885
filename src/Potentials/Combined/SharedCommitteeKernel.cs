using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Runs the members' kernels on a block one after another: their mean, and where it is wanted how far each is from it.</summary>
/// <param name="kernels">By member, all of one kind.</param>
sealed unsafe class SharedCommitteeKernel<T>(SharedCommittee committee, BlockKernel<T>[] kernels) : BlockKernel<T>
    where T : unmanaged
{
    readonly AlignedBuffer<T> _forces = new();
    readonly AlignedBuffer<double> _virials = new();

    public override bool ScattersForces => kernels[0].ScattersForces;

    public override bool KnowsRange => Array.Exists(kernels, k => k.KnowsRange);

    public override bool HasAtomVirials => Array.TrueForAll(kernels, k => k.HasAtomVirials);

    public override bool HasTangent => Array.TrueForAll(kernels, k => k.HasTangent);

    public override void Evaluate(in AtomBlock<T> block) => Run(block, tangent: false);

    public override void Tangent(in AtomBlock<T> block) => Run(block, tangent: true);

    void Run(in AtomBlock<T> block, bool tangent)
    {
        var room = 4 * (block.LocalCount + 1);
        var numbers = ScattersForces ? room : 4 * block.OwnCount;
        var part = 1.0 / kernels.Length;
        T* forces = _forces.Require(2 * room), mean = forces + room;
        var virials = block.AtomVirials is null ? null : _virials.Require(9 * block.LocalCount + 9);
        double* virial = stackalloc double[9];
        new Span<T>(mean, room).Clear();
        for (var m = 0; m < kernels.Length; m++)
        {
            new Span<T>(forces, room).Clear();
            new Span<double>(virial, 9).Clear();
            if (virials is not null)
                new Span<double>(virials, 9 * block.LocalCount + 9).Clear();
            var own = block with { Forces = forces, Virial = block.Virial is null ? null : virial, AtomVirials = virials, Heads = null };
            if (tangent)
                kernels[m].Tangent(own);
            else
                kernels[m].Evaluate(own);
            FourNumbers<T>.AddScaled(part, forces, mean, numbers);
            for (var c = 0; c < 9 && block.Virial is not null; c++)
                block.Virial[c] += part * virial[c];
            for (var c = 0; c < 9 * block.LocalCount && virials is not null; c++)
                block.AtomVirials[c] += part * virials[c];
            if (block.Heads is null)
                continue;
            FourNumbers<T>.AddScaled(1, forces, block.Heads + m * block.HeadStride, numbers);
            for (var i = 0; i < block.OwnCount; i++)
                FourNumbers<T>.Add(committee.AtomEnergyOff(m, block.Species[i]), block.Heads + m * block.HeadStride + 4 * i + 3);
        }
        FourNumbers<T>.AddScaled(1, mean, block.Forces, numbers);
        for (var m = 0; m < kernels.Length && block.Heads is not null; m++)
            FourNumbers<T>.AddScaled(-1, mean, block.Heads + m * block.HeadStride, numbers);
    }

    public override void Dispose()
    {
        foreach (var kernel in kernels)
            kernel.Dispose();
        _forces.Dispose();
        _virials.Dispose();
        base.Dispose();
    }
}
