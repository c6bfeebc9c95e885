using System.Security.Cryptography;
using System.Text;
using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>
/// The state of a fit in a file, written whole after every sweep: a training that was killed goes on from it and ends at the same bits. It names the training it
/// belongs to, and is not used for another.
/// </summary>
sealed class FitCheckpoint
{
    const string Magic = "athanor fit 1";

    readonly string _path;
    readonly string _fingerprint;

    /// <param name="fingerprint">Everything that the course of the fit depends on, as text.</param>
    internal FitCheckpoint(string path, string fingerprint)
    {
        _path = path;
        _fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)));
    }

    /// <summary>The state, or null where there is no checkpoint.</summary>
    /// <exception cref="AtomsException">The file is damaged, or of another training.</exception>
    internal FitState? TryRead(int parameters)
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            using var reader = new BinaryReader(File.OpenRead(_path));
            if (reader.ReadString() != Magic)
                throw new AtomsException($"{_path} is not the checkpoint of a training. Remove it to start afresh.");
            if (reader.ReadString() != _fingerprint)
                throw new AtomsException($"{_path} is the checkpoint of another training (other data, options or machine width). Remove it to start afresh, or choose another name with -o.");
            return Read(reader, parameters);
        }
        catch (EndOfStreamException e)
        {
            throw new AtomsException($"The checkpoint {_path} is cut short. Remove it to start afresh.", e);
        }
    }

    internal void Write(FitState state) => AtomicFile.Write(_path, overwrite: true, stream =>
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(_fingerprint);
        Write(writer, state.Parameters);
        Write(writer, state.Average);
        Write(writer, state.Best);
        writer.Write(state.BestScore);
        writer.Write(state.BestStep);
        writer.Write(state.MilestoneScore);
        writer.Write(state.MilestoneStep);
        Write(writer, state.Sigma);
        writer.Write(state.Damping);
        writer.Write(state.Growth);
        writer.Write(state.Prior);
        writer.Write(state.Converged);
        writer.Write(state.History.Count);
        foreach (var step in state.History)
        {
            writer.Write(step.Step);
            Write(writer, step.Training);
            Write(writer, step.Validation);
            Write(writer, step.Sigma);
            writer.Write(step.Damping);
            writer.Write(step.Prior);
            writer.Write(step.Score);
        }
    });

    internal void Delete() => File.Delete(_path);

    static FitState Read(BinaryReader reader, int parameters)
    {
        var state = new FitState
        {
            Parameters = ReadArray(reader, parameters),
            Average = ReadArray(reader, parameters),
            Best = ReadArray(reader, parameters),
            BestScore = reader.ReadDouble(),
            BestStep = reader.ReadInt32(),
            MilestoneScore = reader.ReadDouble(),
            MilestoneStep = reader.ReadInt32(),
            Sigma = ReadLikelihood(reader),
            Damping = reader.ReadDouble(),
            Growth = reader.ReadDouble(),
            Prior = reader.ReadDouble(),
            Converged = reader.ReadBoolean(),
        };
        var steps = reader.ReadInt32();
        for (var k = 0; k < steps; k++)
        {
            state.History.Add(new FitStep(
                reader.ReadInt32(), ReadResiduals(reader), ReadResiduals(reader), ReadLikelihood(reader), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()));
        }
        return state;
    }

    static void Write(BinaryWriter writer, double[] array)
    {
        writer.Write(array.Length);
        foreach (var x in array)
            writer.Write(x);
    }

    static double[] ReadArray(BinaryReader reader, int expected)
    {
        var array = new double[reader.ReadInt32()];
        if (array.Length != expected)
            throw new AtomsException($"A checkpoint of {array.Length} parameters does not belong to a model of {expected}.");
        for (var k = 0; k < array.Length; k++)
            array[k] = reader.ReadDouble();
        return array;
    }

    static void Write(BinaryWriter writer, Likelihood sigma)
    {
        writer.Write(sigma.Energy);
        writer.Write(sigma.Force);
        writer.Write(sigma.Stress);
    }

    static Likelihood ReadLikelihood(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());

    static void Write(BinaryWriter writer, in Residuals r)
    {
        writer.Write(r.Energy);
        writer.Write(r.Force);
        writer.Write(r.Stress);
        writer.Write(r.Energies);
        writer.Write(r.Forces);
        writer.Write(r.Stresses);
    }

    static Residuals ReadResiduals(BinaryReader reader) => new()
    {
        Energy = reader.ReadDouble(),
        Force = reader.ReadDouble(),
        Stress = reader.ReadDouble(),
        Energies = reader.ReadDouble(),
        Forces = reader.ReadDouble(),
        Stresses = reader.ReadDouble(),
    };
}
