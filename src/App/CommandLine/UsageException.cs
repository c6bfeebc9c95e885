namespace Athanor.App;

/// <summary>The command line is well formed but asks for something that cannot be meant; ends like any other mistake in it.</summary>
sealed class UsageException(string message) : Exception(message);
